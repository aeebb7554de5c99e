using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChurnPredict.Boosting;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>trees DIR [FEATURES] [THREADS]</c> fits and scores the rows that the peers are measured on, with the same settings, and
/// prints one JSON line; <c>trees --check --small</c> does so on rows of its own and fails when accuracy or determinism is lost.
/// </summary>
internal static class TreesBenchmark
{
    private const int SingleRows = 2_000;

    public static int Run(string[] arguments)
    {
        if (arguments is ["--check", "--small"]) return TreesCheck.Run();
        if (arguments is ["--folds", var table, var candidates]) return FoldsBenchmark.Run(table, candidates);
        if (arguments.Length is 0 or > 3)
        {
            Console.Error.WriteLine("usage: trees DIR [FEATURES] [THREADS] | trees --check --small | trees --folds TABLE.json CANDIDATES.json");
            return 2;
        }

        var features = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 60;
        var threads = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 2;
        var training = BenchmarkRows.Read(Path.Combine(arguments[0], "train.f32"), features);
        var before = PeakMegabytes();
        var clock = Stopwatch.StartNew();
        var ensemble = new GradientBoosting(new GradientBoostingOptions { ThreadCount = threads }).Learn(training);
        var fit = clock.Elapsed;
        var beyondInput = PeakMegabytes() - before;
        Report(ensemble, BenchmarkRows.Read(Path.Combine(arguments[0], "test.f32"), features), fit, beyondInput, threads);
        return 0;
    }

    private static void Report(TreeEnsemble ensemble, TrainingData test, TimeSpan fit, double beyondInput, int threads)
    {
        var probabilities = new double[test.Labels.Length];
        ensemble.PredictBatch(test.Features, probabilities, threads);
        var predict = Timed(() => ensemble.PredictBatch(test.Features, probabilities, threads));
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["peer"] = "churnpredict",
            ["fit_s"] = Math.Round(fit.TotalSeconds, 2),
            ["auc"] = Math.Round(Metric.Auc(test.Labels, probabilities), 5),
            ["log_loss"] = Math.Round(Metric.LogLoss(test.Labels, probabilities), 5),
            ["rows_per_s"] = (long)(test.Labels.Length / predict.TotalSeconds),
            ["single_us"] = Math.Round(MedianSingle(ensemble, test.Features).TotalMicroseconds, 1),
            ["shap_rows_per_s"] = (long)ShapRowsPerSecond(ensemble, test.Features, threads),
            ["peak_mb_beyond_input"] = Math.Round(beyondInput),
        }));
    }

    private static TimeSpan MedianSingle(TreeEnsemble ensemble, FeatureMatrix rows)
    {
        var times = new TimeSpan[SingleRows];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var row = 0; row < SingleRows; row++)
            {
                var started = Stopwatch.GetTimestamp();
                ensemble.Predict(rows.Row(row));
                times[row] = Stopwatch.GetElapsedTime(started);
            }
        }

        Array.Sort(times);
        return times[SingleRows / 2];
    }

    private static double ShapRowsPerSecond(TreeEnsemble ensemble, FeatureMatrix rows, int threads)
    {
        var explained = new FeatureMatrix(rows.Values, Math.Min(rows.RowCount, 20_000), rows.FeatureCount);
        var contributions = new double[explained.RowCount * explained.FeatureCount];
        var explainer = new ShapExplainer(ensemble);
        explainer.ExplainBatch(explained, contributions, threads);
        return explained.RowCount / Timed(() => explainer.ExplainBatch(explained, contributions, threads)).TotalSeconds;
    }

    private static TimeSpan Timed(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed;
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
