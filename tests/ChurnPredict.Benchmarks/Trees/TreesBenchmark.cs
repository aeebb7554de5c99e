using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ChurnPredict.Boosting;

namespace ChurnPredict.Benchmarks;

/// <summary>Fits and scores the rows that the peers are measured on, with the same settings, and prints one JSON line.</summary>
internal static class TreesBenchmark
{
    private const int SingleRows = 2_000;

    public static int Run(string[] arguments)
    {
        var features = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 60;
        var threads = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 2;
        var training = BenchmarkRows.Read(Path.Combine(arguments[0], "train.f32"), features);
        var before = PeakMegabytes();
        var options = new GradientBoostingOptions { ThreadCount = threads };
        var clock = Stopwatch.StartNew();
        var ensemble = new GradientBoosting(options).Learn(training);
        var fit = clock.Elapsed;
        var beyondInput = PeakMegabytes() - before;

        var test = BenchmarkRows.Read(Path.Combine(arguments[0], "test.f32"), features);
        var probabilities = new double[test.Labels.Length];
        clock.Restart();
        ensemble.PredictBatch(test.Features, probabilities, threads);
        var predict = clock.Elapsed;
        clock.Restart();
        for (var row = 0; row < SingleRows; row++) ensemble.Predict(test.Features.Row(row));
        var single = clock.Elapsed / SingleRows;
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["peer"] = "churnpredict",
            ["fit_s"] = Math.Round(fit.TotalSeconds, 2),
            ["auc"] = Math.Round(Metric.Auc(test.Labels, probabilities), 5),
            ["log_loss"] = Math.Round(Metric.LogLoss(test.Labels, probabilities), 5),
            ["rows_per_s"] = (long)(test.Labels.Length / predict.TotalSeconds),
            ["single_us"] = Math.Round(single.TotalMicroseconds, 1),
            ["shap_rows_per_s"] = null,
            ["peak_mb_beyond_input"] = Math.Round(beyondInput),
        }));
        return 0;
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
