using System.Diagnostics;
using ChurnPredict.Boosting;

namespace ChurnPredict.Benchmarks;

/// <summary>A fit on small rows of its own, which fails when the ensemble is not as good, or not as repeatable, as it must be.</summary>
internal static class TreesCheck
{
    private const int RowCount = 20_000;
    private const int Features = 12;

    /// <summary>The rows' own probabilities reach .83; an ensemble that learned reaches this at least.</summary>
    private const double LeastAuc = 0.80;

    public static int Run()
    {
        var (training, test) = (Rows(1), Rows(2));
        var clock = Stopwatch.StartNew();
        var one = Learn(training, 1);
        var seconds = clock.Elapsed.TotalSeconds;
        var two = Learn(training, 2);
        var (scores, others) = (new double[RowCount], new double[RowCount]);
        one.RawScoreBatch(test.Features, scores);
        two.RawScoreBatch(test.Features, others);
        var auc = Metric.Auc(test.Labels, scores);
        var isSame = scores.AsSpan().SequenceEqual(others);
        Console.WriteLine($"trees: {RowCount / seconds:F0} rows/s learned, AUC {auc:F4} (at least {LeastAuc}), same scores on two threads: {isSame}");
        return auc >= LeastAuc && isSame ? 0 : 1;
    }

    private static TreeEnsemble Learn(TrainingData training, int threads) =>
        new GradientBoosting(new GradientBoostingOptions { Rounds = 50, ThreadCount = threads }).Learn(training);

    private static TrainingData Rows(int seed)
    {
        var random = new Random(seed);
        var values = new float[RowCount * Features];
        for (var cell = 0; cell < values.Length; cell++) values[cell] = random.Next(5) == 0 ? float.NaN : (float)(random.NextDouble() * 2 - 1);
        var labels = new float[RowCount];
        for (var row = 0; row < RowCount; row++)
        {
            var cells = values.AsSpan(row * Features, Features);
            var logOdds = 3 * Known(cells[0]) * Known(cells[1]) + 2 * Known(cells[2]) + (float.IsNaN(cells[3]) ? 1.5 : -0.5) + Math.Sin(3 * Known(cells[4]));
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)) ? 1 : 0;
        }

        return new TrainingData(new FeatureMatrix(values, RowCount, Features), labels);
    }

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;
}
