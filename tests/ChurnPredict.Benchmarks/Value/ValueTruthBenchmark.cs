using System.Globalization;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// Value, survival and P(alive) against the known truth of a generated history, on the last date whose 90 days are over: mean
/// |predicted − true| over 20 equal-count bins, coverage and positions of the intervals.
/// </summary>
internal static class ValueTruthBenchmark
{
    private const int HorizonDays = 90;
    private const int Bins = 20;
    private const int Threads = 2;

    public static int Run(string[] arguments)
    {
        var truthPath = Path.Combine(arguments[0], "truth.parquet");
        using var source = HistoryReader.Open(arguments[0], new HistoryReaderOptions { ThreadCount = Threads });
        var test = GeneratedTruth.Dates(truthPath).Last(date => date.AddDays(HorizonDays) <= source.DayAfterLastEvent.Date);
        var definition = source.Description.Churn with { HorizonDays = HorizonDays, Population = ChurnPopulation.All };
        var plan = RollingOrigins.Plan(source, definition, new RollingOriginOptions { MaximumSnapshots = 16 }, test);
        var tables = SnapshotBuilder.Build(source, FeatureSchemaBuilder.Build(source, plan.Snapshots[^1]), plan.Snapshots, definition, Threads);
        var ids = source.Parts().SelectMany(part => Enumerable.Range(0, part.CustomerCount).Select(customer => part.Ids[customer])).ToArray();
        string[] columns = ["p_alive", "survival_30", "survival_90", "survival_180", "survival_365", "expected_spend_90", "expected_spend_180", "expected_spend_365"];
        var truth = GeneratedTruth.Read(truthPath, test, columns);
        double[] Truth(string column) => Array.ConvertAll(tables[^1].CustomerIndex, customer => (double)truth.Of(ids[customer], column));
        Console.WriteLine($"{test:yyyy-MM-dd}: {tables[^1].Features.RowCount} customers, {tables.Count} snapshots, {tables[0].Features.FeatureCount} features");
        Value(tables, test, Truth);
        Survival(tables, test, Truth);
        Alive(tables[^1], Truth("p_alive"));
        return 0;
    }

    private static void Value(IReadOnlyList<SnapshotTable> tables, DateOnly test, Func<string, double[]> truth)
    {
        var model = new ValueLearner(new ValueLearnerOptions { ThreadCount = Threads, HorizonsDays = [HorizonDays], MaximumRows = 20_000 }).Learn(tables, test)!;
        var last = tables[^1];
        var values = Enumerable.Range(0, last.Features.RowCount).Select(row => model.Predict(last.Features.Row(row))).ToArray();
        foreach (var reason in model.Reasons) Console.WriteLine($"  {reason}");
        foreach (var (index, days) in model.HorizonsDays.Index())
        {
            var (expected, known) = (Array.ConvertAll(values, value => value[index].Expected), truth($"expected_spend_{days}"));
            Console.WriteLine(Text($"  spend {days} days: spearman with the truth {ValueMeasures.Spearman(known, expected):0.000}, total against the truth {ValueMeasures.TotalBias(known, expected):+0.0%;-0.0%}"));
        }

        var random = new Random(3);
        double[] actual = [.. last.GrossSpend[HorizonDays].Select(money => (double)money)];
        var positions = Enumerable.Range(0, actual.Length).Select(row => model.Position(last.Features.Row(row), HorizonDays, actual[row], random.NextDouble())).ToArray();
        var order = Enumerable.Range(0, actual.Length).OrderBy(row => values[row][0].Expected).ToArray();
        var distances = Enumerable.Range(0, 10).Select(decile => ValueMeasures.KolmogorovDistance(
            [.. order[(order.Length * decile / 10)..(order.Length * (decile + 1) / 10)].Select(row => positions[row])]));
        var coverage = ValueMeasures.Coverage(actual, Array.ConvertAll(values, value => value[0].Low), Array.ConvertAll(values, value => value[0].High));
        Console.WriteLine(Text($"  80 % intervals hold {coverage:0.0%}; Kolmogorov distance by decile {string.Join(" ", distances.Select(distance => Text($"{distance:0.000}")))}"));
        foreach (var decile in Enumerable.Range(0, 10))
        {
            var rows = order[(order.Length * decile / 10)..(order.Length * (decile + 1) / 10)];
            var shares = Enumerable.Range(0, 10).Select(tenth => rows.Count(row => (int)Math.Min(9, positions[row] * 10) == tenth) * 1.0 / rows.Length);
            Console.WriteLine(Text($"    decile {decile + 1}: expected {rows.Average(row => values[row][0].Expected):0}, came {rows.Average(row => actual[row]):0}, truth {rows.Average(row => truth("expected_spend_90")[row]):0}, nothing came {rows.Average(row => actual[row] <= 0 ? 1.0 : 0):0.000}, positions {string.Join(" ", shares.Select(share => Text($"{share:0.000}")))}"));
        }
    }

    private static void Survival(IReadOnlyList<SnapshotTable> tables, DateOnly test, Func<string, double[]> truth)
    {
        var model = new SurvivalLearner(new SurvivalLearnerOptions { ThreadCount = Threads, MaximumRows = 60_000 }).Learn(tables, test)!;
        var last = tables[^1];
        var curves = Enumerable.Range(0, last.Features.RowCount).Select(row => model.Curve(last.Features.Row(row))).ToArray();
        foreach (var days in new[] { 30, 90, 180, 365 })
            Console.WriteLine(Text($"  survival {days} days: {BinnedError(Array.ConvertAll(curves, curve => curve.At(days)), truth($"survival_{days}")):0.0000} over {Bins} bins"));
        double[] times = [.. last.EventDays.Select(days => (double)Math.Min(days, last.ObservedDays))];
        bool[] events = [.. last.EventDays.Select(days => days < last.ObservedDays)];
        var group = KaplanMeier.Of(times, events);
        var own = SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, curve => curve.At(60)), 60);
        var shared = SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, _ => group.At(60)), 60);
        Console.WriteLine(Text($"  concordance {SurvivalMeasures.Concordance(times, events, Array.ConvertAll(curves, curve => -curve.At(90))):0.000}, Brier at 60 days {own:0.0000} against {shared:0.0000} by Kaplan-Meier"));
    }

    private static void Alive(SnapshotTable last, double[] truth)
    {
        foreach (var (feature, column) in last.Features.Features.Index().Where(pair => pair.Item.Name.StartsWith("p_alive_", StringComparison.Ordinal)).Select(pair => (pair.Index, pair.Item)))
        {
            double[] alive = [.. Enumerable.Range(0, last.Features.RowCount).Select(row => (double)last.Features.Row(row)[feature])];
            Console.WriteLine(Text($"  {column.Name}: {BinnedError(alive, truth):0.0000} over {Bins} bins, mean {alive.Where(double.IsFinite).Average():0.000} against {truth.Where(double.IsFinite).Average():0.000}"));
        }
    }

    private static double BinnedError(double[] predicted, double[] truth)
    {
        var order = Enumerable.Range(0, predicted.Length).Where(row => double.IsFinite(predicted[row]) && double.IsFinite(truth[row])).OrderBy(row => predicted[row]).ToArray();
        return Enumerable.Range(0, Bins).Average(bin =>
        {
            var rows = order[(order.Length * bin / Bins)..(order.Length * (bin + 1) / Bins)];
            return Math.Abs(rows.Average(row => predicted[row]) - rows.Average(row => truth[row]));
        });
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
