using System.Globalization;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// Value at every rolling origin of a history: each method beside the naive rate, with and without the level adjustment, and how well
/// the intervals of <c>auto</c> hold. Models see only windows that were over by the origin.
/// </summary>
internal static class ValueBacktestBenchmark
{
    private const int HorizonDays = 90;
    private const int Replicates = 200;

    public static int Run(string[] arguments)
    {
        var threads = 2;
        using var source = HistoryReader.Open(arguments[0], new HistoryReaderOptions { ThreadCount = threads });
        var definition = source.Description.Churn with { HorizonDays = HorizonDays, Population = ChurnPopulation.All };
        var plan = RollingOrigins.Plan(source, definition);
        var schema = FeatureSchemaBuilder.Build(source, plan.Snapshots[^1]);
        var tables = SnapshotBuilder.Build(source, schema, plan.Snapshots, definition, threads);
        string[] methods = arguments.Length > 1 ? arguments[1..] : ["auto", "btyd", "two_part", "tweedie", "ziln", "combined"];
        foreach (var test in tables)
        {
            var naive = Judge(test, "naive rate", Naive(test));
            if (naive is null || tables.All(table => table.AsOf.Date.AddDays(HorizonDays) > test.AsOf.Date)) continue;
            Console.WriteLine(naive);
            foreach (var method in methods) Learn(tables, test, method, adjusts: true, threads);
            Learn(tables, test, "tweedie", adjusts: false, threads);
        }

        return 0;
    }

    private static void Learn(IReadOnlyList<SnapshotTable> tables, SnapshotTable test, string method, bool adjusts, int threads)
    {
        var options = new ValueLearnerOptions { Method = method, HorizonsDays = [HorizonDays], AdjustsLevel = adjusts, ThreadCount = threads };
        if (new ValueLearner(options).Learn(tables, test.AsOf.Date) is not { } model) return;
        var values = Enumerable.Range(0, test.Features.RowCount).Select(row => model.Predict(test.Features.Row(row))[0]).ToArray();
        var name = adjusts ? method : $"{method}, level as learned";
        Console.WriteLine(Judge(test, name, Array.ConvertAll(values, value => value.Expected)));
        if (method != "auto") return;
        Console.WriteLine($"    {model.Reasons[0]}");
        Console.WriteLine(Intervals(test, model, values.Select(value => value.Low).ToArray(), values.Select(value => value.High).ToArray()));
    }

    private static string? Judge(SnapshotTable test, string name, double[] expected)
    {
        if (test.GrossSpend[HorizonDays].Any(float.IsNaN)) return null;
        double[] actual = [.. test.GrossSpend[HorizonDays].Select(money => (double)money)];
        var (giniLow, giniHigh) = Interval(actual, expected, (a, e) => ValueMeasures.NormalizedGini(a, e));
        var (biasLow, biasHigh) = Interval(actual, expected, (a, e) => ValueMeasures.TotalBias(a, e));
        return string.Create(CultureInfo.InvariantCulture,
            $"{test.AsOf.Date:yyyy-MM-dd} {name,-28} gini {ValueMeasures.NormalizedGini(actual, expected):0.000} ({giniLow:0.000}..{giniHigh:0.000})  spearman {ValueMeasures.Spearman(actual, expected):0.000}  "
            + $"mae {ValueMeasures.MeanAbsoluteError(actual, expected):0.0}  bias {ValueMeasures.TotalBias(actual, expected):+0.0%;-0.0%} ({biasLow:+0.0%;-0.0%}..{biasHigh:+0.0%;-0.0%})");
    }

    /// <summary>95 % bootstrap interval over customers.</summary>
    private static (double Low, double High) Interval(double[] actual, double[] expected, Func<double[], double[], double> measure)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, Replicates).Select(_ =>
        {
            var draw = Enumerable.Range(0, actual.Length).Select(_ => random.Next(actual.Length)).ToArray();
            return measure(Array.ConvertAll(draw, row => actual[row]), Array.ConvertAll(draw, row => expected[row]));
        }).Order().ToArray();
        return (values[Replicates / 40], values[Replicates - 1 - (Replicates / 40)]);
    }

    private static string Intervals(SnapshotTable test, ValueModel model, double[] low, double[] high)
    {
        var random = new Random(2);
        double[] actual = [.. test.GrossSpend[HorizonDays].Select(money => (double)money)];
        var positions = Enumerable.Range(0, actual.Length).Select(row => model.Position(test.Features.Row(row), HorizonDays, actual[row], random.NextDouble())).ToArray();
        var order = Enumerable.Range(0, actual.Length).OrderBy(row => model.Predict(test.Features.Row(row))[0].Expected).ToArray();
        var distances = Enumerable.Range(0, 10).Select(decile =>
            ValueMeasures.KolmogorovDistance([.. order[(order.Length * decile / 10)..(order.Length * (decile + 1) / 10)].Select(row => positions[row])]));
        return string.Create(CultureInfo.InvariantCulture,
            $"    80 % intervals hold {ValueMeasures.Coverage(actual, low, high):0.0%}; Kolmogorov distance of positions {ValueMeasures.KolmogorovDistance(positions):0.000}, by decile {string.Join(" ", distances.Select(distance => distance.ToString("0.000", CultureInfo.InvariantCulture)))}");
    }

    private static double[] Naive(SnapshotTable test)
    {
        var names = test.Features.Features.Select(feature => feature.Name).ToList();
        var (spend, tenure) = (names.IndexOf("spend_total"), names.IndexOf("first_order_days"));
        return [.. Enumerable.Range(0, test.Features.RowCount).Select(row =>
        {
            var features = test.Features.Row(row);
            return (double)(features[spend] / Math.Max(7, features[tenure]) * HorizonDays);
        })];
    }
}
