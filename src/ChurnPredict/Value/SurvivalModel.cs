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
    private readonly SurvivalCorrection? _correction;
    private readonly double _low;
    private readonly double _high;

    internal SurvivalModel(TreeEnsemble hazard, SurvivalCorrection? correction, PurchaseSeason? season, double low, double high)
    {
        _hazard = hazard;
        // Behind a customer's features stands the period. Lazy: who only writes the model asks for no curve.
        _hazards = new Lazy<EnsembleGroup>(() => new EnsembleGroup(
            [new GroupMember(hazard, SurvivalPeriods.Count)], hazard.Features.Count - SurvivalRows.AddedFeatures));
        _correction = correction;
        Season = season;
        _low = low;
        _high = high;
    }

    /// <summary>The season in whose time hazards were learned; null = in plain days.</summary>
    public PurchaseSeason? Season { get; }

    /// <summary>The levels of the distribution between which the next order's interval lies.</summary>
    internal (double Low, double High) Levels => (_low, _high);

    /// <summary>The curve of a customer, not yet shifted to the churn probability.</summary>
    /// <param name="row">A customer's features, in the order that the model was trained on.</param>
    /// <param name="asOf">The date that they are as of, from which days count.</param>
    public SurvivalCurve Curve(ReadOnlySpan<float> row, DateOnly asOf)
    {
        Span<double> hazards = stackalloc double[SurvivalPeriods.Count];
        RawScores(row, hazards);
        _correction?.Apply(hazards);
        var logSurvival = new double[hazards.Length];
        var sum = 0.0;
        for (var period = 0; period < logSurvival.Length; period++)
        {
            sum -= Softplus(hazards[period]);
            logSurvival[period] = sum;
        }

        return new SurvivalCurve(logSurvival, SurvivalClock.Of(Season, asOf));
    }

    /// <summary>When the next order is expected: the median day, and an interval into which 80 % of earlier outcomes fell, both ends
    /// included.</summary>
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
            asOf.AddDays((int)median), asOf.AddDays((int)low), high is { } last ? asOf.AddDays((int)Math.Max(last, median)) : null);
    }

    /// <summary>Writes the model, see <see cref="ModelPackage"/>. The same model gives the same bytes.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Write(Stream stream) => ModelPackage.Write(stream, Magic, new Contents(_low, _high, Season, _correction), [_hazard]);

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
        if (contents.Season is { } season && !(season.Factors is { Count: 12 } factors && factors.All(factor => factor > 0 && double.IsFinite(factor))))
            throw new InvalidModelFileException($"{name}: found a season of [{string.Join(", ", season.Factors ?? [])}], expected twelve numbers above 0");
        if (contents.Correction is { } correction && !correction.IsValid())
        {
            throw new InvalidModelFileException(
                $"{name}: found a correction of {correction.Weights?.Length ?? 0} weights and {correction.Levels?.Length ?? 0} levels, "
                + $"expected {SurvivalCorrection.Columns} and {SurvivalPeriods.Count} finite ones; a model of an earlier build has to be trained again");
        }

        return new SurvivalModel(hazard, contents.Correction, contents.Season, contents.Low, contents.High);
    }

    /// <summary>What the trees say of a customer's hazards, log-odds.</summary>
    internal void RawScores(ReadOnlySpan<float> row, Span<double> hazards) => _hazards.Value.RawScores(row, hazards);

    /// <summary>The same trees with what they leave undone; null = without.</summary>
    internal SurvivalModel With(SurvivalCorrection? correction) => new(_hazard, correction, Season, _low, _high);

    /// <summary>The same curves with other levels of the next order's interval.</summary>
    internal SurvivalModel With((double Low, double High) levels) => new(_hazard, _correction, Season, levels.Low, levels.High);

    /// <summary>The levels between which 80 % of a later snapshot's events fell, among the customers of whom an order is expected: quantiles
    /// of 1 − S(event) by Kaplan-Meier, since events that were not observed are censored at their own level.</summary>
    internal (double Low, double High) Conformalise(SnapshotTable table, float observedDays)
    {
        var outcomes = new List<(double Level, bool IsEvent)>();
        for (var row = 0; row < table.Features.RowCount; row++)
        {
            var curve = Curve(table.Features.Row(row), table.AsOf.Date);
            if (curve.MedianDays() is null) continue;
            var days = Math.Min(Math.Min(table.EventDays[row], observedDays), SurvivalPeriods.EndDays[^1]);
            outcomes.Add((1 - curve.At(days), table.EventDays[row] <= days && table.EventDays[row] < observedDays));
        }

        if (outcomes.Count(outcome => outcome.IsEvent) < 100) return (DefaultLow, DefaultHigh);
        var levels = KaplanMeier.Of([.. outcomes.Select(outcome => outcome.Level)], [.. outcomes.Select(outcome => outcome.IsEvent)]);
        return (
            Math.Clamp(levels.TimeWhen(1 - DefaultLow) ?? DefaultLow, 0.01, 0.4),
            Math.Clamp(levels.TimeWhen(1 - DefaultHigh) ?? DefaultHigh, 0.6, 0.99));
    }

    /// <summary>ln(1 + e^x): minus the logarithm of the probability that the event does not come.</summary>
    internal static double Softplus(double logOdds) => logOdds > 30 ? logOdds : double.LogP1(Math.Exp(logOdds));

    private sealed record Contents(double Low, double High, PurchaseSeason? Season = null, SurvivalCorrection? Correction = null);
}
