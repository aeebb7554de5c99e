using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>The parts that expected money of one horizon is made of. Immutable.</summary>
/// <param name="Occurrence">Log-odds that any money comes.</param>
/// <param name="Amount">Expected amount given that some comes; null where the method needs none.</param>
/// <param name="LogAmount">Expected logarithm of it; null where the method needs none.</param>
/// <param name="Smearing">What e^(expected logarithm) is multiplied by so that sums over the training rows agree (Duan 1983); the other amounts
/// hold such a factor in themselves.</param>
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

    /// <summary>The ensembles that a method and its interval look at, in the order of <see cref="HeadScores"/>; null where it looks at none.</summary>
    public TreeEnsemble?[] UsedBy(ValueMethod method) =>
        [Occurrence, NeedsAmount(method) ? Amount : null, NeedsLogAmount(method) ? LogAmount : null, NeedsTweedie(method) ? Tweedie : null];

    /// <summary>Expected money of a row before the level is adjusted; ≥ 0, finite.</summary>
    public double Expected(ValueMethod method, ReadOnlySpan<float> row) =>
        Expected(method, row, method is ValueMethod.Tweedie or ValueMethod.BuyTillYouDie ? 0 : Occurrence.RawScore(row));

    /// <summary>The same for one whose occurrence has been looked up.</summary>
    /// <param name="method">How it is computed.</param>
    /// <param name="row">A customer's features.</param>
    /// <param name="occurrenceLogOdds">The raw score of <see cref="Occurrence"/>; unused by methods without occurrence.</param>
    public double Expected(ValueMethod method, ReadOnlySpan<float> row, double occurrenceLogOdds) => Expected(method, row, new HeadScores(
        occurrenceLogOdds,
        NeedsAmount(method) ? Amount!.Predict(row) : 0,
        NeedsLogAmount(method) ? LogAmount!.Predict(row) : 0,
        NeedsTweedie(method) ? Tweedie!.Predict(row) : 0));

    /// <summary>Expected money of many rows, the same bits as row by row.</summary>
    public double[] Expected(ValueMethod method, FeatureMatrix rows, int threadCount) =>
        Expected(method, rows, method is ValueMethod.Tweedie or ValueMethod.BuyTillYouDie ? [] : OccurrenceOf(rows, threadCount), threadCount);

    /// <summary>The raw scores of <see cref="Occurrence"/>.</summary>
    public double[] OccurrenceOf(FeatureMatrix rows, int threadCount)
    {
        var rawScores = new double[rows.RowCount];
        Occurrence.RawScoreBatch(rows, rawScores, threadCount);
        return rawScores;
    }

    /// <summary>Expected money of many rows whose occurrence has been looked up: tree by tree for many rows at once, a fraction of the
    /// time of one row after the other.</summary>
    /// <param name="method">How it is computed.</param>
    /// <param name="rows">Customers' features.</param>
    /// <param name="occurrenceLogOdds">From <see cref="OccurrenceOf"/>; unused by methods without occurrence.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    public double[] Expected(ValueMethod method, FeatureMatrix rows, double[] occurrenceLogOdds, int threadCount)
    {
        var amounts = Predictions(NeedsAmount(method) ? Amount : null, rows, threadCount);
        var logAmounts = Predictions(NeedsLogAmount(method) ? LogAmount : null, rows, threadCount);
        var tweedies = Predictions(NeedsTweedie(method) ? Tweedie : null, rows, threadCount);
        var expected = new double[rows.RowCount];
        for (var row = 0; row < expected.Length; row++)
        {
            expected[row] = Expected(method, rows.Row(row), new HeadScores(
                At(occurrenceLogOdds, row), At(amounts, row), At(logAmounts, row), At(tweedies, row)));
        }

        return expected;
    }

    /// <summary>Expected money of a row whose parts are known.</summary>
    public double Expected(ValueMethod method, ReadOnlySpan<float> row, in HeadScores scores) => method switch
    {
        ValueMethod.TwoPart => Occurrence.ApplyLink(scores.Occurrence) * Bounded(scores.Amount),
        ValueMethod.Tweedie => Bounded(scores.Tweedie),
        ValueMethod.ZeroInflatedLognormal =>
            Occurrence.ApplyLink(scores.Occurrence) * Smearing * Bounded(Math.Exp(Math.Min(80, scores.LogAmount))),
        ValueMethod.BuyTillYouDie => Btyd(row) ?? 0,
        ValueMethod.Combined => Combined(row, scores),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "not a value method"),
    };

    private static double At(double[] scores, int row) => scores.Length == 0 ? 0 : scores[row];

    private static double[] Predictions(TreeEnsemble? ensemble, FeatureMatrix rows, int threadCount)
    {
        if (ensemble is null) return [];
        var predictions = new double[rows.RowCount];
        ensemble.PredictBatch(rows, predictions, threadCount);
        return predictions;
    }

    private static bool NeedsAmount(ValueMethod method) => method is ValueMethod.TwoPart or ValueMethod.Combined;

    private static bool NeedsLogAmount(ValueMethod method) => method is ValueMethod.ZeroInflatedLognormal or ValueMethod.Combined;

    private static bool NeedsTweedie(ValueMethod method) => method is ValueMethod.Tweedie or ValueMethod.Combined;

    private static double Bounded(double amount) => Math.Min(amount, 1e15);

    private double Combined(ReadOnlySpan<float> row, in HeadScores scores)
    {
        var boosted = Expected(ValueMethod.TwoPart, row, scores) + Expected(ValueMethod.Tweedie, row, scores)
            + Expected(ValueMethod.ZeroInflatedLognormal, row, scores);
        return Btyd(row) is { } btyd ? (boosted + btyd) / 4 : boosted / 3;
    }

    private double? Btyd(ReadOnlySpan<float> row) =>
        BtydColumn is { } column && float.IsFinite(row[column]) ? BtydScale * Math.Max(0, row[column]) : null;
}
