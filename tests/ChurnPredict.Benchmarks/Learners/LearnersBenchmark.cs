using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChurnPredict.Boosting;
using ChurnPredict.MLNet;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>learners DIR [FEATURES] [ROUNDS] [AUTOML_SECONDS]</c> fits ours and, on the official stack, ML.NET's learners to the rows of
/// <c>DIR/train.f32</c> with the same options, judges them on <c>DIR/test.f32</c>, and prints one JSON line each. AutoML tunes on the first
/// four fifths of the training rows and the rest.
/// </summary>
internal static class LearnersBenchmark
{
    private const int SingleRows = 2_000;

    public static int Run(string[] arguments)
    {
        if (arguments.Length is 0 or > 4)
        {
            Console.Error.WriteLine("usage: learners DIR [FEATURES] [ROUNDS] [AUTOML_SECONDS]");
            return 2;
        }

        int Number(int index, int otherwise) => arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
        var training = BenchmarkRows.Read(Path.Combine(arguments[0], "train.f32"), Number(1, 60));
        var test = BenchmarkRows.Read(Path.Combine(arguments[0], "test.f32"), Number(1, 60));
        var options = new GradientBoostingOptions { Rounds = Number(2, 300), ThreadCount = Environment.ProcessorCount };
        Measure(new GradientBoostingLearner(), options, training, test);
        foreach (var learner in MLNetLearners.BuiltIn) MeasureWhereItRuns(learner, options, training, test);
        if (MLNetLearners.Find(MLNetLearnerNames.AutoMl) is ITunableTreeLearner tunable)
            MeasureTuned(tunable, options, training, test, TimeSpan.FromSeconds(Number(3, 60)));
        else
            Console.Error.WriteLine("FastTree, FastForest, LightGBM and AutoML are ML.NET's: build with -p:Stack=official to have them beside ours");
        return 0;
    }

    /// <summary>LightGBM's package has native libraries for some platforms only.</summary>
    private static void MeasureWhereItRuns(ITreeLearner learner, GradientBoostingOptions options, TrainingData training, TrainingData test)
    {
        try
        {
            Measure(learner, options, training, test);
        }
        catch (DllNotFoundException exception)
        {
            Console.Error.WriteLine($"{learner.Name} left out: {exception.Message.Split('\n')[0]}");
        }
    }

    private static void MeasureTuned(ITunableTreeLearner tunable, GradientBoostingOptions options, TrainingData training, TrainingData test, TimeSpan budget)
    {
        var first = training.Features.RowCount / 5 * 4;
        var clock = Stopwatch.StartNew();
        var (learner, settings) = tunable.Tune(options.Objective, Rows(training, 0, first), Rows(training, first, training.Features.RowCount - first), budget, seed: 1);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tuned for {clock.Elapsed.TotalSeconds:0} s: {settings}"));
        Measure(learner, options, training, test);
    }

    private static void Measure(ITreeLearner learner, GradientBoostingOptions options, TrainingData training, TrainingData test)
    {
        var clock = Stopwatch.StartNew();
        var ensemble = learner.Learn(options, training).Ensemble;
        var fit = clock.Elapsed;
        var probabilities = new double[test.Labels.Length];
        ensemble.PredictBatch(test.Features, probabilities, Environment.ProcessorCount);
        clock.Restart();
        ensemble.PredictBatch(test.Features, probabilities, Environment.ProcessorCount);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["learner"] = learner.Name,
            ["fit_s"] = Math.Round(fit.TotalSeconds, 2),
            ["trees"] = ensemble.Trees.Count,
            ["leaves"] = ensemble.Trees.Sum(tree => tree.Leaves.Length),
            ["auc"] = Math.Round(Metric.Auc(test.Labels, probabilities), 5),
            ["log_loss"] = Math.Round(Metric.LogLoss(test.Labels, probabilities), 5),
            ["rows_per_s"] = (long)(test.Labels.Length / clock.Elapsed.TotalSeconds),
            ["single_us"] = Math.Round(MedianSingle(ensemble, test.Features).TotalMicroseconds, 1),
        }));
    }

    private static TrainingData Rows(TrainingData rows, int start, int count)
    {
        var width = rows.Features.FeatureCount;
        return new TrainingData(
            new FeatureMatrix(rows.Features.Values.AsSpan(start * width, count * width).ToArray(), count, width, rows.Features.Features),
            rows.Labels.AsSpan(start, count).ToArray());
    }

    private static TimeSpan MedianSingle(TreeEnsemble ensemble, FeatureMatrix rows)
    {
        var times = new TimeSpan[Math.Min(SingleRows, rows.RowCount)];
        for (var row = 0; row < times.Length; row++)
        {
            var started = Stopwatch.GetTimestamp();
            ensemble.Predict(rows.Row(row));
            times[row] = Stopwatch.GetElapsedTime(started);
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }
}
