using System.Globalization;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>value-truth MODELS HISTORY</c>: the value that a model folder says of active customers of a generated history, as of the date that it was
/// trained as of: totals against the truth; and where a window was over by the history's end, coverage and positions of the 80 % intervals.
/// </summary>
internal static class ValueTruthBenchmark
{
    public static int Run(string[] arguments)
    {
        var delivered = DeliveredScores.Of(arguments[0], arguments[1]);
        Console.WriteLine($"{delivered.Date:yyyy-MM-dd}: {delivered.Scores.Length} customers");
        for (var horizon = 0; horizon < delivered.Model.FinalValue!.HorizonsDays.Count; horizon++) Judge(delivered, horizon);
        return 0;
    }

    private static void Judge(DeliveredScores delivered, int horizon)
    {
        var days = delivered.Model.FinalValue!.HorizonsDays[horizon];
        var values = Array.ConvertAll(delivered.Scores, score => score.Values[horizon]);
        double[] expected = Array.ConvertAll(values, value => value.Expected), actual = Array.ConvertAll(delivered.Table.GrossSpend[days], money => (double)money);
        Console.WriteLine($"{days} days: {delivered.Model.FinalValue.Reasons[horizon]}");
        if (delivered.Truth($"expected_spend_{days}") is { } truth)
        {
            var rows = Enumerable.Range(0, truth.Length).Where(row => double.IsFinite(truth[row])).ToArray();
            double[] known = [.. rows.Select(row => truth[row])], foretold = [.. rows.Select(row => expected[row])];
            Console.WriteLine(Text($"  against the truth: spearman {ValueMeasures.Spearman(known, foretold):0.000}, total {ValueMeasures.TotalBias(known, foretold):+0.0%;-0.0%}, mean absolute error {ValueMeasures.MeanAbsoluteError(known, foretold):0}"));
        }

        if (!actual.All(double.IsFinite)) return;
        Console.WriteLine(Text($"  against what came: gini {ValueMeasures.NormalizedGini(actual, expected):0.000}, total {ValueMeasures.TotalBias(actual, expected):+0.0%;-0.0%}"));
        Intervals(delivered, days, values, actual);
    }

    private static void Intervals(DeliveredScores delivered, int days, Scoring.HorizonValue[] values, double[] actual)
    {
        var random = new Random(3);
        var positions = Enumerable.Range(0, actual.Length)
            .Select(row => delivered.Model.FinalValue!.Position(delivered.Table.Features.Row(row), days, actual[row], random.NextDouble())).ToArray();
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
