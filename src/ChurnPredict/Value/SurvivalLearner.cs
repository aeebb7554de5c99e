using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>
/// Learns when the next order (or the cancellation) comes: one row a customer and period at risk, with the period as a feature, and
/// a boosted probability that the event falls into the period given that it did not come before (Singer and Willett 1993, with
/// trees). Customers are censored at the end of the last period that was observed to its end: they count in the periods up to it.
/// </summary>
public sealed class SurvivalLearner
{
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
    public SurvivalModel? Learn(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        var usable = snapshots.Where(table => ObservedDays(table, labelsUntil) >= SurvivalPeriods.EndDays[1] && table.Features.RowCount > 0).ToArray();
        if (usable.Length == 0) return null;
        var held = usable.Length > 1 ? usable[^1] : null;
        var training = held is null ? usable : [.. usable.Where(table => ObservedDays(table, held.AsOf.Date) >= SurvivalPeriods.EndDays[1])];
        var quantiles = (SurvivalModel.DefaultLow, SurvivalModel.DefaultHigh);
        if (held is not null && training.Length > 0 && LearnHazard(training, held.AsOf.Date, cancellationToken) is { } earlier)
            quantiles = new SurvivalModel(earlier, quantiles.DefaultLow, quantiles.DefaultHigh).Conformalise(held, ObservedDays(held, labelsUntil));
        return LearnHazard(usable, labelsUntil, cancellationToken) is { } hazard ? new SurvivalModel(hazard, quantiles.DefaultLow, quantiles.DefaultHigh) : null;
    }

    /// <summary>Days after a snapshot's date that may be looked at.</summary>
    internal static float ObservedDays(SnapshotTable table, DateOnly labelsUntil) =>
        Math.Min(table.ObservedDays, labelsUntil.DayNumber - table.AsOf.Date.DayNumber);

    private TreeEnsemble? LearnHazard(IReadOnlyList<SnapshotTable> tables, DateOnly labelsUntil, CancellationToken cancellationToken)
    {
        var rows = SurvivalRows.From(tables, labelsUntil, _options.MaximumRows);
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
