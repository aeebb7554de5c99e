using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>survival-truth MODELS HISTORY</c>: the survival curves that a model folder gives for active customers of a generated history, as of the
/// date that it was trained as of: |foretold − true| over 20 equal-count bins at 30 to 365 days, as delivered and before the shift to the churn
/// probability; where the days after were observed, concordance and Brier score, and how well the expected next order's interval holds.
/// </summary>
internal static class SurvivalTruthBenchmark
{
    private const int LeastObservedDays = 90;

    private static readonly int[] Days = [30, 60, 90, 180, 270, 365];

    public static int Run(string[] arguments)
    {
        var delivered = DeliveredScores.Of(arguments[0], arguments[1]);
        var (model, table) = (delivered.Model.Survival!, delivered.Table);
        var plain = Enumerable.Range(0, table.Features.RowCount).Select(row => model.Curve(table.Features.Row(row), delivered.Date)).ToArray();
        var churn = delivered.Model.Manifest.Churn;
        var curves = plain.Zip(delivered.Scores, (curve, score) => curve.ShiftToHorizon(
            score.ChurnProbability!.Value, delivered.Model.Manifest.HorizonDays, churn.Kind == ChurnKind.Cancellation)).ToArray();
        Console.WriteLine(Text($"{delivered.Date:yyyy-MM-dd}: {curves.Length} customers; off over {TruthMeasures.Bins} bins"));
        Console.WriteLine($"  as delivered: {Errors(delivered, curves)}");
        Console.WriteLine($"  before the shift: {Errors(delivered, plain)}");
        foreach (var days in new[] { 90, 365 })
        {
            if (delivered.Truth($"survival_{days}") is { } known)
                Console.WriteLine(Text($"  {days} days, foretold/true a bin: {TruthMeasures.BinMeans(Array.ConvertAll(curves, curve => curve.At(days)), known)}"));
        }

        if (table.ObservedDays >= LeastObservedDays) AgainstWhatCame(model, table, curves);
        return 0;
    }

    /// <summary>Error and mean difference at every day.</summary>
    private static string Errors(DeliveredScores delivered, SurvivalCurve[] curves) => string.Join(", ", Days.Select(days =>
    {
        if (delivered.Truth($"survival_{days}") is not { } known) return Text($"{days} days not known");
        var foretold = Array.ConvertAll(curves, curve => curve.At(days));
        var rows = Enumerable.Range(0, known.Length).Where(row => double.IsFinite(known[row])).ToArray();
        return Text($"{days} days {TruthMeasures.BinnedError(foretold, known):0.0000} ({rows.Average(row => foretold[row] - known[row]):+0.0000;-0.0000})");
    }));

    private static void AgainstWhatCame(SurvivalModel model, SnapshotTable table, SurvivalCurve[] curves)
    {
        double[] times = [.. table.EventDays.Select(days => (double)Math.Min(days, table.ObservedDays))];
        bool[] events = [.. table.EventDays.Select(days => days < table.ObservedDays)];
        var group = KaplanMeier.Of(times, events);
        var (own, shared) = (SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, curve => curve.At(60)), 60), SurvivalMeasures.BrierAt(times, events, Array.ConvertAll(curves, _ => group.At(60)), 60));
        var concordance = SurvivalMeasures.Concordance(times, events, Array.ConvertAll(curves, curve => -curve.At(LeastObservedDays)));
        Console.WriteLine(Text($"  concordance {concordance:0.000}; Brier at 60 days {own:0.0000} against {shared:0.0000} by Kaplan-Meier; {NextOrder(model, table, curves)}"));
        var random = new Random(3);
        var positions = curves.Select((curve, row) => Position(curve, times[row], events[row], random.NextDouble())).ToArray();
        var order = Enumerable.Range(0, curves.Length).OrderBy(row => curves[row].At(LeastObservedDays)).ToArray();
        Console.WriteLine(Text($"  next order within {table.ObservedDays:0} days, Kolmogorov distance {ValueMeasures.KolmogorovDistance(positions):0.000}, by decile {TruthMeasures.DistanceByDecile(order, positions)}"));
    }

    /// <summary>Where the order fell in the customer's distribution; one that was not seen lies somewhere behind.</summary>
    private static double Position(SurvivalCurve curve, double time, bool isEvent, double uniform) =>
        isEvent ? 1 - curve.At(time) : 1 - (curve.At(time) * uniform);

    /// <summary>How often the next order came between the interval's ends, among those of whom it is known: a case is open where neither the
    /// order nor the end of the interval was seen, which leaves more of those who came; positions count everybody, where the order came or
    /// drawn from what is left of the customer's distribution.</summary>
    private static string NextOrder(SurvivalModel model, SnapshotTable table, SurvivalCurve[] curves)
    {
        int inside = 0, known = 0, open = 0, none = 0, between = 0;
        var random = new Random(4);
        for (var row = 0; row < curves.Length; row++)
        {
            if (model.NextOrder(curves[row], table.AsOf.Date) is not { } next)
            {
                none++;
                continue;
            }

            var (low, high) = (next.Low.DayNumber - table.AsOf.Date.DayNumber, next.High is { } end ? end.DayNumber - table.AsOf.Date.DayNumber : double.PositiveInfinity);
            var came = table.EventDays[row];
            var position = Position(curves[row], Math.Min(came, table.ObservedDays), came < table.ObservedDays, random.NextDouble());
            if (position >= model.Levels.Low && position <= model.Levels.High) between++;
            if (came >= table.ObservedDays && high > table.ObservedDays)
            {
                open++;
                continue;
            }

            known++;
            if (Math.Floor(came) >= low && Math.Floor(came) <= high) inside++;
        }

        return Text($"an order is expected of {curves.Length - none} customers; its interval held for {inside} of {known}, {1.0 * inside / known:0.0%} ({open} open); {1.0 * between / (curves.Length - none):0.0%} of randomised positions lie between the levels {model.Levels.Low:0.000} and {model.Levels.High:0.000}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
