using ChurnPredict.Boosting;
using ChurnPredict.Labels;
using ChurnPredict.Scoring;

namespace ChurnPredict.Value;

/// <summary>When the next order (or the cancellation) comes. Immutable; safe to use from several threads.</summary>
public sealed class SurvivalModel
{
    internal const double DefaultLow = 0.1;
    internal const double DefaultHigh = 0.9;

    private const string Magic = "CPSURV01";

    private readonly TreeEnsemble _hazard;
    private readonly Lazy<EnsembleGroup> _hazards;
    private readonly double _low;
    private readonly double _high;

    internal SurvivalModel(TreeEnsemble hazard, double low, double high)
    {
        _hazard = hazard;
        // Behind a customer's features stands the period. Lazy: who only writes the model asks for no curve.
        _hazards = new Lazy<EnsembleGroup>(() => new EnsembleGroup(
            [new GroupMember(hazard, SurvivalPeriods.Count)], hazard.Features.Count - SurvivalRows.AddedFeatures));
        _low = low;
        _high = high;
    }

    /// <summary>The curve of a customer, not yet shifted to the churn probability.</summary>
    /// <param name="row">A customer's features, in the order that the model was trained on.</param>
    public SurvivalCurve Curve(ReadOnlySpan<float> row)
    {
        Span<double> hazards = stackalloc double[SurvivalPeriods.Count];
        _hazards.Value.RawScores(row, hazards);
        var logSurvival = new double[hazards.Length];
        var sum = 0.0;
        for (var period = 0; period < logSurvival.Length; period++)
        {
            sum -= Softplus(hazards[period]);
            logSurvival[period] = sum;
        }

        return new SurvivalCurve(logSurvival);
    }

    /// <summary>When the next order is expected: the median day, and an interval into which 80 % of earlier outcomes fell.</summary>
    /// <param name="curve">The customer's curve, shifted to the churn probability.</param>
    /// <param name="asOf">The as-of date.</param>
    /// <returns>null = none is expected: the median lies beyond 365 days.</returns>
    public ExpectedNextOrder? NextOrder(SurvivalCurve curve, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(curve);
        if (curve.MedianDays() is not { } median) return null;
        var low = Math.Min(median, curve.DayWhen(1 - _low) ?? 0);
        var high = curve.DayWhen(1 - _high);
        return new ExpectedNextOrder(
            asOf.AddDays((int)median), asOf.AddDays((int)low), high is { } last ? asOf.AddDays((int)Math.Ceiling(Math.Max(last, median))) : null);
    }

    /// <summary>Writes the model, see <see cref="ModelPackage"/>. The same model gives the same bytes.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Write(Stream stream) => ModelPackage.Write(stream, Magic, new Contents(_low, _high), [_hazard]);

    /// <summary>Reads a model back.</summary>
    /// <param name="stream">Where from; left open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidModelFileException">The bytes are not those of a survival model.</exception>
    public static SurvivalModel Read(Stream stream, string name)
    {
        var (contents, ensembles) = ModelPackage.Read<Contents>(stream, Magic, name);
        if (ensembles is not [{ } hazard]) throw new InvalidModelFileException($"{name}: found {ensembles.Count} ensembles, expected one");
        if (!(contents.Low is > 0 and < 0.5 && contents.High is > 0.5 and < 1))
            throw new InvalidModelFileException($"{name}: found interval levels {contents.Low} and {contents.High}, expected them around 0.5 inside (0, 1)");
        return new SurvivalModel(hazard, contents.Low, contents.High);
    }

    /// <summary>The levels between which 80 % of a later snapshot's events fell: quantiles of 1 − S(event) by Kaplan-Meier, since
    /// events that were not observed are censored at their own level.</summary>
    internal (double Low, double High) Conformalise(SnapshotTable table, float observedDays)
    {
        var outcomes = Enumerable.Range(0, table.Features.RowCount).Select(row =>
        {
            var days = Math.Min(Math.Min(table.EventDays[row], observedDays), SurvivalPeriods.EndDays[^1]);
            return (Level: 1 - Curve(table.Features.Row(row)).At(days), IsEvent: table.EventDays[row] <= days && table.EventDays[row] < observedDays);
        }).ToArray();
        if (outcomes.Count(outcome => outcome.IsEvent) < 100) return (DefaultLow, DefaultHigh);
        var curve = KaplanMeier.Of([.. outcomes.Select(outcome => outcome.Level)], [.. outcomes.Select(outcome => outcome.IsEvent)]);
        return (
            Math.Clamp(curve.TimeWhen(1 - DefaultLow) ?? DefaultLow, 0.01, 0.4),
            Math.Clamp(curve.TimeWhen(1 - DefaultHigh) ?? DefaultHigh, 0.6, 0.99));
    }

    /// <summary>ln(1 + e^x): minus the logarithm of the probability that the event does not come.</summary>
    private static double Softplus(double logOdds) => logOdds > 30 ? logOdds : double.LogP1(Math.Exp(logOdds));

    private sealed record Contents(double Low, double High);
}
