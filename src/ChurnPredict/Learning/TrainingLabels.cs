using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>How many labels the model of a training's backtest would learn from, without their features: whether a training with the
/// default options would refuse the history. Of a very large base, whose snapshots are samples, all are counted.</summary>
/// <param name="Churned">Rows of customers who churned, over all snapshots that are over by the test's date.</param>
/// <param name="Kept">Rows of customers who stayed.</param>
public sealed record TrainingLabels(int Churned, int Kept)
{
    /// <summary>A training refuses fewer rows of either kind.</summary>
    public const int LeastOfEither = 20;

    /// <summary>Counts.</summary>
    /// <param name="source">The history.</param>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <returns>null when the history is too short for a snapshot to learn from and a later one to judge on.</returns>
    public static TrainingLabels? Count(HistorySource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var churn = source.Description.Churn;
        if (churn is { Kind: ChurnKind.Label, LabelAsOf: { } labelAsOf })
            return SumOf(SnapshotCount.Of(source, [source.TimeAxis.AsOf(labelAsOf)], IsLearnedFrom, cancellationToken));
        return TrainingPlan.Origins(source, churn, new TrainingOptions()).Origins is [.., var test]
            ? SumOf(SnapshotCount.Of(source, test.Training, _ => true, cancellationToken))
            : null;
    }

    private static bool IsLearnedFrom(CustomerHistory history) =>
        SnapshotFolds.FoldOf(history.Store.Ids.Utf8(history.Customer)) < SnapshotFolds.Count - 1;

    private static TrainingLabels SumOf(SnapshotCount[] counts) => new(counts.Sum(count => count.Churned), counts.Sum(count => count.Kept));
}
