using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Learning;

/// <summary>Judges expected values on a snapshot, beside the naive rate.</summary>
internal static class ValueEvaluation
{
    /// <summary>The window that value is judged on: the shortest that scores carry, since every history long enough to train has it.</summary>
    public const int HorizonDays = 90;

    /// <summary>Bootstrap replicates where a release is judged.</summary>
    public const int TestReplicates = 100;

    /// <summary>Bootstrap replicates of earlier origins and of baselines: fewer, since there are many of them.</summary>
    public const int OtherReplicates = 40;

    private const string PastRateName = "past_rate";

    /// <summary>Judges a model; null when the snapshot's window is not over in the data.</summary>
    public static ValueAccuracy? Judge(ValueModel model, SnapshotTable table, int seed, int threadCount, int replicates = TestReplicates)
    {
        if (Actual(table) is not { } actual) return null;
        var index = model.HorizonsDays.ToList().IndexOf(HorizonDays);
        if (index < 0) return null;
        var (expected, low, high) = (new double[actual.Length], new double[actual.Length], new double[actual.Length]);
        var predicted = model.Predict(table.Features, threadCount);
        for (var row = 0; row < actual.Length; row++)
        {
            var value = predicted[row].Values[index];
            (expected[row], low[row], high[row]) = (value.Expected, value.Low, value.High);
        }

        var accuracy = Measure(actual, expected) with { Coverage = ValueMeasures.Coverage(actual, low, high), Deciles = ValueMeasures.Deciles(actual, expected) };
        return accuracy with { Intervals = Intervals(actual, expected, seed, replicates, threadCount) };
    }

    /// <summary>Past spend per observed day × horizon: what a careful person would say without a model.</summary>
    public static ValueAccuracy? PastRate(SnapshotTable table, long firstEventAt, int seed, int threadCount)
    {
        var spend = table.Features.Features.ToList().FindIndex(feature => feature.Name == "spend_total");
        if (spend < 0 || Actual(table) is not { } actual) return null;
        var observedDays = Math.Max(1, Instants.DaysBetween(firstEventAt, table.AsOf.Instant));
        var expected = Enumerable.Range(0, actual.Length)
            .Select(row => table.Features.Row(row)[spend]).Select(total => float.IsNaN(total) ? 0 : total / observedDays * HorizonDays).ToArray();
        return Measure(actual, expected) with { Intervals = Intervals(actual, expected, seed, OtherReplicates, threadCount) };
    }

    /// <summary>Adds the naive rate to the baselines.</summary>
    public static IReadOnlyDictionary<string, BaselineMetrics> WithPastRate(Dictionary<string, BaselineMetrics> baselines, ValueAccuracy? pastRate)
    {
        if (pastRate is not null) baselines[PastRateName] = new BaselineMetrics(null, pastRate);
        return baselines;
    }

    private static double[]? Actual(SnapshotTable table) =>
        table.GrossSpend.TryGetValue(HorizonDays, out var spend) && spend.Length > 0 && !spend.Any(float.IsNaN)
            ? Array.ConvertAll(spend, value => (double)value)
            : null;

    private static ValueAccuracy Measure(double[] actual, double[] expected) => new()
    {
        HorizonDays = HorizonDays,
        NormalizedGini = ValueMeasures.NormalizedGini(actual, expected),
        Spearman = ValueMeasures.Spearman(actual, expected),
        Mae = ValueMeasures.MeanAbsoluteError(actual, expected),
        Rmse = ValueMeasures.RootMeanSquaredError(actual, expected),
        Bias = ValueMeasures.TotalBias(actual, expected),
    };

    private static Dictionary<string, MetricInterval> Intervals(double[] actual, double[] expected, int seed, int replicates, int threadCount)
    {
        var drawn = new ValueAccuracy[actual.Length > Bootstrap.ManyRows ? Math.Min(20, replicates) : replicates];
        ParallelWork.For(drawn.Length, threadCount, replicate =>
        {
            var rows = Bootstrap.Repetitions(actual.Length, seed, replicate)
                .SelectMany((times, row) => Enumerable.Repeat(row, times)).ToArray();
            drawn[replicate] = Measure(Array.ConvertAll(rows, row => actual[row]), Array.ConvertAll(rows, row => expected[row]));
        }, CancellationToken.None);
        return new Dictionary<string, MetricInterval>
        {
            ["normalized_gini"] = MetricInterval.Of(drawn.Select(one => one.NormalizedGini)),
            ["spearman"] = MetricInterval.Of(drawn.Select(one => one.Spearman)),
            ["mae"] = MetricInterval.Of(drawn.Select(one => one.Mae)),
            ["rmse"] = MetricInterval.Of(drawn.Select(one => one.Rmse)),
            ["bias"] = MetricInterval.Of(drawn.Select(one => one.Bias)),
        };
    }
}
