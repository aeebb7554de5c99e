using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>value-truth HISTORY [N]</c>: value in 90, 180 and 365 days on a generated history, each as of the last date whose window is over, of every
/// N-th customer: totals against the truth where it is known at that date, coverage and positions of the 80 % intervals.
/// </summary>
internal static class ValueTruthBenchmark
{
    private static readonly int[] Horizons = [90, 180, 365];

    public static int Run(string[] arguments)
    {
        var truthPath = Path.Combine(arguments[0], "truth.parquet");
        using var source = HistoryReader.Open(arguments[0], new HistoryReaderOptions { ThreadCount = TruthSnapshots.Threads });
        var snapshots = new TruthSnapshots(source, arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1);
        foreach (var days in Horizons) Judge(snapshots, truthPath, days);
        return 0;
    }

    private static void Judge(TruthSnapshots snapshots, string truthPath, int days)
    {
        var last = snapshots.Source.DayAfterLastEvent.Date.AddDays(-days);
        var test = GeneratedTruth.Dates(truthPath).Where(date => date <= last).Append(last).First(date => date == last || date.AddDays(30) > last);
        var tables = snapshots.Until(test);
        var options = new ValueLearnerOptions { ThreadCount = TruthSnapshots.Threads, HorizonsDays = [.. Horizons.Where(horizon => horizon <= days)] };
        if (new ValueLearner(options).Learn(tables, test) is not { } model) return;
        var table = tables[^1];
        var values = model.Predict(table.Features, TruthSnapshots.Threads).Select(row => row.Values[^1]).ToArray();
        double[] expected = Array.ConvertAll(values, value => value.Expected), actual = [.. table.GrossSpend[days].Select(money => (double)money)];
        Console.WriteLine(Text($"{days} days from {test:yyyy-MM-dd}: {actual.Length} customers, {tables.Count} snapshots; {model.Reasons[^1]}"));
        var known = snapshots.Of(table, GeneratedTruth.Read(truthPath, test, $"expected_spend_{days}"), $"expected_spend_{days}");
        if (known.All(double.IsFinite)) Console.WriteLine(Text($"  against the truth: spearman {ValueMeasures.Spearman(known, expected):0.000}, total {ValueMeasures.TotalBias(known, expected):+0.0%;-0.0%}"));
        Console.WriteLine(Text($"  against what came: gini {ValueMeasures.NormalizedGini(actual, expected):0.000}, total {ValueMeasures.TotalBias(actual, expected):+0.0%;-0.0%}"));
        Intervals(model, table, days, values, actual);
    }

    private static void Intervals(ValueModel model, SnapshotTable table, int days, Scoring.HorizonValue[] values, double[] actual)
    {
        var random = new Random(3);
        var positions = Enumerable.Range(0, actual.Length).Select(row => model.Position(table.Features.Row(row), days, actual[row], random.NextDouble())).ToArray();
        var order = Enumerable.Range(0, actual.Length).OrderBy(row => values[row].Expected).ToArray();
        var coverage = ValueMeasures.Coverage(actual, Array.ConvertAll(values, value => value.Low), Array.ConvertAll(values, value => value.High));
        Console.WriteLine(Text($"  80 % intervals hold {coverage:0.0%}; Kolmogorov distance {ValueMeasures.KolmogorovDistance(positions):0.000}, by decile {TruthMeasures.DistanceByDecile(order, positions)}"));
        foreach (var rows in TruthMeasures.Split(order, 10))
        {
            var shares = Enumerable.Range(0, 10).Select(tenth => rows.Count(row => (int)Math.Min(9, positions[row] * 10) == tenth) * 1.0 / rows.Length);
            Console.WriteLine(Text($"    foretold {rows.Average(row => values[row].Expected):0}, came {rows.Average(row => actual[row]):0}, nothing came {rows.Average(row => actual[row] <= 0 ? 1.0 : 0):0.000}, positions {string.Join(" ", shares.Select(share => Text($"{share:0.000}")))}"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
