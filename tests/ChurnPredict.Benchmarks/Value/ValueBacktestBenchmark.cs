using System.Globalization;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>value-backtest HISTORY [METHOD ...]</c>: value at every rolling origin of a history, each method beside the naive rate and the boosted
/// trees without level adjustment; <c>auto</c> beside each of them with paired intervals, and how well its own intervals hold. At the end
/// |bias| averaged over the origins. Models see only windows that were over by the origin.
/// </summary>
internal static class ValueBacktestBenchmark
{
    private const int HorizonDays = 90;
    private const int MinimumHistoryDays = 30;
    private const int Replicates = 200;
    private const int Threads = 2;
    private const string Unadjusted = "tweedie, level as learned";

    public static int Run(string[] arguments)
    {
        using var source = HistoryReader.Open(arguments[0], new HistoryReaderOptions { ThreadCount = Threads });
        var definition = source.Description.Churn with { HorizonDays = HorizonDays, Population = ChurnPopulation.All };
        var plan = RollingOrigins.Plan(source, definition, new RollingOriginOptions { MinimumHistoryDays = MinimumHistoryDays });
        var schema = FeatureSchemaBuilder.Build(source, plan.Snapshots[^1], plan.Snapshots[0]);
        var tables = SnapshotBuilder.Build(source, schema, plan.Snapshots, definition, Threads);
        string[] methods = arguments.Length > 1 ? arguments[1..] : ["btyd", "two_part", "tweedie", "ziln", "combined"];
        // Parts for use without a level are fitted to the windows as they came, and must not be shared with the others.
        var (fitted, unadjusted, biases) = (new FittedHeads(), new FittedHeads(), new Dictionary<string, List<double>>());
        foreach (var test in tables.Where(table => tables.Any(earlier => earlier.AsOf.Date.AddDays(HorizonDays) <= table.AsOf.Date)))
        {
            if (test.GrossSpend[HorizonDays].Any(float.IsNaN)) continue;
            foreach (var (name, bias) in Judge(tables, test, methods, fitted, unadjusted))
            {
                if (!biases.TryAdd(name, [bias])) biases[name].Add(bias);
            }
        }

        foreach (var (name, values) in biases) Console.WriteLine(Text($"mean |bias| over {values.Count} origins, {name}: {values.Average(Math.Abs):0.000}"));
        return 0;
    }

    /// <summary>Judges every method at one origin, and gives their biases.</summary>
    private static List<(string Name, double Bias)> Judge(IReadOnlyList<SnapshotTable> tables, SnapshotTable test, string[] methods, FittedHeads fitted, FittedHeads unadjusted)
    {
        double[] actual = [.. test.GrossSpend[HorizonDays].Select(money => (double)money)];
        if (Learn(tables, test, ValueLearnerOptions.Auto, adjusts: true, fitted) is not { } auto) return [];
        var values = auto.Predict(test.Features, Threads).Select(row => row.Values[0]).ToArray();
        double[] expected = Array.ConvertAll(values, value => value.Expected);
        Console.WriteLine(Text($"{test.AsOf.Date:yyyy-MM-dd}, {actual.Length} customers, spend {actual.Average():0} each; {auto.Reasons[0]}"));
        Print("auto", actual, expected);
        Console.WriteLine(Intervals(test, auto, Array.ConvertAll(values, value => value.Low), Array.ConvertAll(values, value => value.High)));
        var biases = new List<(string, double)> { ("auto", ValueMeasures.TotalBias(actual, expected)) };
        foreach (var (name, other) in Others(tables, test, methods, fitted, unadjusted))
        {
            Print(name, actual, other);
            Console.WriteLine(Paired(actual, expected, other));
            biases.Add((name, ValueMeasures.TotalBias(actual, other)));
        }

        return biases;
    }

    private static IEnumerable<(string Name, double[] Expected)> Others(IReadOnlyList<SnapshotTable> tables, SnapshotTable test, string[] methods, FittedHeads fitted, FittedHeads unadjusted)
    {
        yield return ("naive rate", Naive(test));
        foreach (var method in methods)
        {
            if (Learn(tables, test, method, adjusts: true, fitted) is { } model) yield return (method, Expected(model, test));
        }

        if (Learn(tables, test, "tweedie", adjusts: false, unadjusted) is { } boosted) yield return (Unadjusted, Expected(boosted, test));
    }

    private static ValueModel? Learn(IReadOnlyList<SnapshotTable> tables, SnapshotTable test, string method, bool adjusts, FittedHeads fitted)
    {
        var options = new ValueLearnerOptions { Method = method, HorizonsDays = [HorizonDays], AdjustsLevel = adjusts, ThreadCount = Threads };
        return new ValueLearner(options).Learn(tables, test.AsOf.Date, fitted, CancellationToken.None);
    }

    private static double[] Expected(ValueModel model, SnapshotTable test) => [.. model.Predict(test.Features, Threads).Select(row => row.Values[0].Expected)];

    private static void Print(string name, double[] actual, double[] expected)
    {
        var gini = Interval(actual.Length, rows => ValueMeasures.NormalizedGini(Take(actual, rows), Take(expected, rows)));
        var bias = Interval(actual.Length, rows => ValueMeasures.TotalBias(Take(actual, rows), Take(expected, rows)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-26} gini {ValueMeasures.NormalizedGini(actual, expected):0.000} ({gini.Low:0.000}..{gini.High:0.000})  spearman {ValueMeasures.Spearman(actual, expected):0.000}  "
            + $"mae {ValueMeasures.MeanAbsoluteError(actual, expected):0.0}  bias {ValueMeasures.TotalBias(actual, expected):+0.0%;-0.0%} ({bias.Low:+0.0%;-0.0%}..{bias.High:+0.0%;-0.0%})"));
    }

    /// <summary>What <c>auto</c> has more than another, over the same drawn customers.</summary>
    private static string Paired(double[] actual, double[] auto, double[] other)
    {
        var gini = Interval(actual.Length, rows => ValueMeasures.NormalizedGini(Take(actual, rows), Take(auto, rows)) - ValueMeasures.NormalizedGini(Take(actual, rows), Take(other, rows)));
        var spearman = Interval(actual.Length, rows => ValueMeasures.Spearman(Take(actual, rows), Take(auto, rows)) - ValueMeasures.Spearman(Take(actual, rows), Take(other, rows)));
        return string.Create(CultureInfo.InvariantCulture, $"    auto − it: gini {ValueMeasures.NormalizedGini(actual, auto) - ValueMeasures.NormalizedGini(actual, other):+0.000;-0.000} ({gini.Low:+0.000;-0.000}..{gini.High:+0.000;-0.000}), "
            + $"spearman {ValueMeasures.Spearman(actual, auto) - ValueMeasures.Spearman(actual, other):+0.000;-0.000} ({spearman.Low:+0.000;-0.000}..{spearman.High:+0.000;-0.000})");
    }

    /// <summary>95 % bootstrap interval over customers; the same draws for every measure.</summary>
    private static (double Low, double High) Interval(int customers, Func<int[], double> measure)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, Replicates).Select(_ => measure([.. Enumerable.Range(0, customers).Select(_ => random.Next(customers))])).Order().ToArray();
        return (values[Replicates / 40], values[Replicates - 1 - (Replicates / 40)]);
    }

    private static double[] Take(double[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private static string Intervals(SnapshotTable test, ValueModel model, double[] low, double[] high)
    {
        var random = new Random(2);
        double[] actual = [.. test.GrossSpend[HorizonDays].Select(money => (double)money)];
        var positions = Enumerable.Range(0, actual.Length).Select(row => model.Position(test.Features.Row(row), HorizonDays, actual[row], random.NextDouble())).ToArray();
        return Text($"    80 % intervals hold {ValueMeasures.Coverage(actual, low, high):0.0%}; Kolmogorov distance of positions {ValueMeasures.KolmogorovDistance(positions):0.000}");
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

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
