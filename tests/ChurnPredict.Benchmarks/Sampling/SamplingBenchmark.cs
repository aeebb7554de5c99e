using System.Diagnostics;
using System.Globalization;
using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// What learning from a sample of a very large base costs: the last labelled snapshot is foretold by trees that learned from more and
/// more customers of the snapshot before it, and each is judged on the same customers. One JSON line a size; <c>difference</c> is the
/// log-loss beyond that of the largest size, with the standard error of the paired difference.
/// </summary>
internal static class SamplingBenchmark
{
    private const int Threads = 2;
    private const int TestRows = 200_000;
    private static readonly int[] Sizes = [60_000, 125_000, 250_000, int.MaxValue];

    public static int Run(string[] arguments)
    {
        using var source = HistoryReader.Open(arguments[0], new HistoryReaderOptions { ThreadCount = Threads, MemoryBytes = 4L << 30 });
        var churn = source.Description.Churn;
        var dates = new[] { 2, 1 }.Select(windows => source.TimeAxis.AsOf(source.DayAfterLastEvent.Date.AddDays(-windows * churn.HorizonDays))).ToArray();
        var schema = FeatureSchemaBuilder.Build(source, dates[^1]);
        var references = FeatureReferenceFitter.Fit(source, schema, dates, churn, Threads);
        var tables = SnapshotBuilder.BuildSome(
            source, schema, dates, references, churn,
            [everyone => everyone, everyone => SnapshotSample.Choose(everyone, TestRows, 1, dates[1].Date)], Threads, null, CancellationToken.None);
        var losses = Sizes.Select(size => (Size: size, Result: Learn(tables[0], tables[1], size))).ToArray();
        foreach (var (_, result) in losses) Console.WriteLine(Line(result, losses[^1].Result, tables[1].Churned.Length));
        return 0;
    }

    private static (int Rows, double Seconds, double[] Losses) Learn(SnapshotTable from, SnapshotTable test, int size)
    {
        var started = Stopwatch.GetTimestamp();
        var training = Sample(from, size);
        var options = LearnerCandidates.For(LearnerCandidates.ManyRows, seed: 1, Threads)[0];
        var ensemble = new GradientBoosting(options).Learn(training);
        var probabilities = new double[test.Churned.Length];
        ensemble.PredictBatch(test.Features, probabilities, Threads);
        var losses = probabilities.Zip(test.Churned, (probability, label) => ChurnEvaluation.RowLogLoss(label, probability)).ToArray();
        return (training.Labels.Length, Stopwatch.GetElapsedTime(started).TotalSeconds, losses);
    }

    private static TrainingData Sample(SnapshotTable table, int size)
    {
        int[] everyone = [.. Enumerable.Range(0, table.Features.RowCount)];
        var rows = SnapshotSample.Choose(everyone, size, 1, table.AsOf.Date);
        if (rows.Length == everyone.Length) return new TrainingData(table.Features, table.Churned);
        var width = table.Features.FeatureCount;
        var values = new float[rows.Length * width];
        for (var index = 0; index < rows.Length; index++) table.Features.Row(rows[index]).CopyTo(values.AsSpan(index * width, width));
        return new TrainingData(new FeatureMatrix(values, rows.Length, width, table.Features.Features), Array.ConvertAll(rows, row => table.Churned[row]));
    }

    private static string Line((int Rows, double Seconds, double[] Losses) one, (int Rows, double Seconds, double[] Losses) largest, int testRows)
    {
        var differences = one.Losses.Zip(largest.Losses, (loss, best) => loss - best).ToArray();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Average(difference => (difference - mean) * (difference - mean)) / testRows);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"training_rows\": {one.Rows}, \"test_rows\": {testRows}, \"seconds\": {one.Seconds:0.0}, \"log_loss\": {one.Losses.Average():0.00000}, \"difference\": {mean:0.00000}, \"standard_error\": {error:0.00000}}}");
    }
}
