using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>The parts that expected money of one horizon is made of. Immutable.</summary>
/// <param name="Occurrence">Log-odds that any money comes.</param>
/// <param name="Amount">Expected amount given that some comes; null where the method needs none.</param>
/// <param name="LogAmount">Expected logarithm of it; null where the method needs none.</param>
/// <param name="Smearing">What e^(expected logarithm) is multiplied by so that sums agree (Duan 1983).</param>
/// <param name="Tweedie">Expected money; null where the method needs none.</param>
/// <param name="BtydColumn">Index of the feature that is the probabilistic models' expected spend; null without.</param>
/// <param name="BtydScale">What that feature is multiplied by: its horizon may be another, and it knows no season, so that on the
/// training rows it sums up to what came.</param>
internal sealed record ValueHeads(
    TreeEnsemble Occurrence, TreeEnsemble? Amount, TreeEnsemble? LogAmount, double Smearing, TreeEnsemble? Tweedie, int? BtydColumn, double BtydScale)
{
    /// <summary>The methods that these parts serve.</summary>
    public IEnumerable<ValueMethod> Methods()
    {
        if (Amount is not null) yield return ValueMethod.TwoPart;
        if (Tweedie is not null) yield return ValueMethod.Tweedie;
        if (LogAmount is not null) yield return ValueMethod.ZeroInflatedLognormal;
        if (BtydColumn is not null) yield return ValueMethod.BuyTillYouDie;
        if (Amount is not null && Tweedie is not null && LogAmount is not null) yield return ValueMethod.Combined;
    }

    /// <summary>Expected money of a row before the level is adjusted; ≥ 0, finite.</summary>
    public double Expected(ValueMethod method, ReadOnlySpan<float> row) =>
        Expected(method, row, method is ValueMethod.Tweedie or ValueMethod.BuyTillYouDie ? 0 : Occurrence.RawScore(row));

    /// <summary>The same for one whose occurrence has been looked up.</summary>
    /// <param name="method">How it is computed.</param>
    /// <param name="row">A customer's features.</param>
    /// <param name="occurrenceLogOdds">The raw score of <see cref="Occurrence"/>; unused by methods without occurrence.</param>
    public double Expected(ValueMethod method, ReadOnlySpan<float> row, double occurrenceLogOdds) => method switch
    {
        ValueMethod.TwoPart => Occurrence.ApplyLink(occurrenceLogOdds) * Bounded(Amount!.Predict(row)),
        ValueMethod.Tweedie => Bounded(Tweedie!.Predict(row)),
        ValueMethod.ZeroInflatedLognormal =>
            Occurrence.ApplyLink(occurrenceLogOdds) * Smearing * Bounded(Math.Exp(Math.Min(80, LogAmount!.Predict(row)))),
        ValueMethod.BuyTillYouDie => Btyd(row) ?? 0,
        ValueMethod.Combined => Combined(row, occurrenceLogOdds),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a value method"),
    };

    /// <summary>Expected money of many rows.</summary>
    public double[] Expected(ValueMethod method, FeatureMatrix rows, int threadCount)
    {
        var expected = new double[rows.RowCount];
        Parallel.For(0, rows.RowCount, new ParallelOptions { MaxDegreeOfParallelism = threadCount }, row => expected[row] = Expected(method, rows.Row(row)));
        return expected;
    }

    private static double Bounded(double amount) => Math.Min(amount, 1e15);

    private double Combined(ReadOnlySpan<float> row, double occurrenceLogOdds)
    {
        var boosted = Expected(ValueMethod.TwoPart, row, occurrenceLogOdds) + Expected(ValueMethod.Tweedie, row, occurrenceLogOdds)
            + Expected(ValueMethod.ZeroInflatedLognormal, row, occurrenceLogOdds);
        return Btyd(row) is { } btyd ? (boosted + btyd) / 4 : boosted / 3;
    }

    private double? Btyd(ReadOnlySpan<float> row) =>
        BtydColumn is { } column && float.IsFinite(row[column]) ? BtydScale * Math.Max(0, row[column]) : null;
}
