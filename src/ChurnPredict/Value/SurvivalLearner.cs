using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>
/// Learns when the next order (or the cancellation) comes: one row a customer and period at risk, with the period as a feature, and
/// a boosted probability that the event falls into the period given that it did not come before (Singer and Willett 1993, with
/// trees). Customers are censored at the end of the last period that was observed to its end: they count in the periods up to it. Where
/// the season of purchases is known, periods are cut in seasonal time: a model in which orders come by a Poisson process in seasonal time
/// has the same curve at every date, so that dates before a Christmas are learned from whatever times of year were seen.
/// </summary>
public sealed class SurvivalLearner
{
    /// <summary>Customer-periods from which on a fifth of the customers is kept from the trees, to see what they leave undone; of fewer, the
    /// correction would be as far off as the trees are.</summary>
    private const int FewestCorrectedRows = 100_000;
    private const int FoldCount = 5;

    /// <summary>Days after a snapshot that must be over for the next order's interval to be learned on it: within fewer only who buys often
    /// comes near its upper level. On seven dates of four generated histories the interval held 76.4 to 81.4 % where 30 days were enough,
    /// and holds 78.9 to 80.8 %.</summary>
    private const int LeastHeldDays = 90;

    private readonly SurvivalLearnerOptions _options;

    /// <summary>Makes a learner.</summary>
    /// <param name="options">How to learn; null means the defaults.</param>
    public SurvivalLearner(SurvivalLearnerOptions? options = null)
    {
        _options = options ?? new SurvivalLearnerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ThreadCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaximumRows, 100);
    }

    /// <summary>Learns a model.</summary>
    /// <param name="snapshots">Snapshots of one schema, rising by date.</param>
    /// <param name="labelsUntil">The as-of date of the model: what came at or after it is censored.</param>
    /// <param name="cancellationToken">Stops the learning.</param>
    /// <returns>null when too few customers and events were observed before the date.</returns>
    public SurvivalModel? Learn(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, CancellationToken cancellationToken = default) =>
        Learn(snapshots, labelsUntil, new FittedCurves(), cancellationToken);

    /// <summary>Learns a model with the curves that were learned of the same snapshots before.</summary>
    /// <param name="snapshots">As above.</param>
    /// <param name="labelsUntil">As above.</param>
    /// <param name="fitted">Curves learned with these options but for the threads; takes what is learned now.</param>
    /// <param name="cancellationToken">As above.</param>
    internal SurvivalModel? Learn(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, FittedCurves fitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        var usable = Usable(snapshots, labelsUntil);
        if (usable.Length == 0) return null;
        var held = usable.Skip(1).LastOrDefault(table => ObservedDays(table, labelsUntil) >= LeastHeldDays);
        var training = held is null ? usable : [.. usable.Where(table => ObservedDays(table, held.AsOf.Date) >= SurvivalPeriods.EndDays[1])];
        var quantiles = (SurvivalModel.DefaultLow, SurvivalModel.DefaultHigh);
        if (held is not null && training.Length > 0 && Curves(training, held.AsOf.Date, SeasonBy([held], held.AsOf.Date), fitted, cancellationToken) is { } earlier)
            quantiles = earlier.Conformalise(held, ObservedDays(held, labelsUntil));
        return Curves(usable, labelsUntil, SeasonBy(snapshots, labelsUntil), fitted, cancellationToken)?.With(quantiles);
    }

    /// <summary>Learns the curves alone, in half the time: the next order's interval keeps its default levels.</summary>
    /// <param name="snapshots">Snapshots of one schema, rising by date.</param>
    /// <param name="labelsUntil">The as-of date of the model: what came at or after it is censored.</param>
    /// <param name="fitted">Curves learned with these options but for the threads; takes what is learned now.</param>
    /// <param name="cancellationToken">Stops the learning.</param>
    /// <returns>null when too few customers and events were observed before the date.</returns>
    internal SurvivalModel? LearnCurves(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, FittedCurves fitted, CancellationToken cancellationToken) =>
        Usable(snapshots, labelsUntil) is { Length: > 0 } usable
            ? Curves(usable, labelsUntil, SeasonBy(snapshots, labelsUntil), fitted, cancellationToken)
            : null;

    /// <summary>The season that was known by a date; null where none was.</summary>
    internal static PurchaseSeason? SeasonOf(IReadOnlyList<SnapshotTable> snapshots, DateOnly date) =>
        snapshots.LastOrDefault(table => table.AsOf.Date <= date)?.Reference.Season;

    /// <summary>Days after a snapshot's date that may be looked at.</summary>
    internal static float ObservedDays(SnapshotTable table, DateOnly labelsUntil) =>
        Math.Min(table.ObservedDays, labelsUntil.DayNumber - table.AsOf.Date.DayNumber);

    private static SnapshotTable[] Usable(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil) =>
        [.. snapshots.Where(table => ObservedDays(table, labelsUntil) >= SurvivalPeriods.EndDays[1] && table.Features.RowCount > 0)];

    /// <summary>The season that periods follow.</summary>
    private PurchaseSeason? SeasonBy(IReadOnlyList<SnapshotTable> snapshots, DateOnly date) => _options.EventIsPurchase ? SeasonOf(snapshots, date) : null;

    private SurvivalModel? Curves(SnapshotTable[] tables, DateOnly labelsUntil, PurchaseSeason? season, FittedCurves fitted, CancellationToken cancellationToken) =>
        fitted.Get(tables, labelsUntil, season, () => LearnCurves(tables, labelsUntil, season, cancellationToken));

    /// <summary>Curves, with the default levels of the next order's interval.</summary>
    private SurvivalModel? LearnCurves(SnapshotTable[] tables, DateOnly labelsUntil, PurchaseSeason? season, CancellationToken cancellationToken)
    {
        var isCorrected = SurvivalRows.CountOf(tables, labelsUntil, season) >= FewestCorrectedRows;
        if (LearnTrees(Rows(isCorrected ? customer => customer % FoldCount > 0 : null), cancellationToken) is not { } hazard) return null;
        var model = new SurvivalModel(hazard, null, season, SurvivalModel.DefaultLow, SurvivalModel.DefaultHigh);
        return isCorrected ? model.With(SurvivalCorrection.Learn(Rows(customer => customer % FoldCount == 0), model.RawScores)) : model;

        SurvivalRows Rows(Func<int, bool>? isTaken) => SurvivalRows.From(tables, labelsUntil, season, _options.MaximumRows, isTaken);
    }

    private TreeEnsemble? LearnTrees(SurvivalRows rows, CancellationToken cancellationToken)
    {
        var events = rows.Labels.Count(label => label > 0);
        if (events < 20 || rows.Labels.Length - events < 20) return null;
        var settings = new GradientBoostingOptions
        {
            Objective = new LogisticObjective(),
            Rounds = 150,
            LearningRate = 0.08,
            MaximumLeaves = 10,
            MinimumLeafRows = Math.Clamp(rows.Labels.Length / 500, 20, 200),
            FeatureFraction = 0.5,
            RowSampling = RowSampling.Plain(0.7),
            L2 = 5,
            Seed = _options.Seed,
            ThreadCount = _options.ThreadCount,
        };
        return _options.Learner.Learn(settings, new TrainingData(rows.Features, rows.Labels), null, null, cancellationToken).Ensemble;
    }
}
