using ChurnPredict.Features;
using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>Builds the tables of snapshots, all dates of a customer in one pass over their events.</summary>
public static class SnapshotBuilder
{
    /// <summary>Builds one table a date.</summary>
    /// <param name="source">The history.</param>
    /// <param name="schema">Which features.</param>
    /// <param name="dates">The snapshot dates, in rising order.</param>
    /// <param name="definition">What churn means; its horizon may differ from the history's own.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="progress">Told how many customers are done (of all parts and dates, 0 to 1); null = nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<SnapshotTable> Build(
        HistorySource source,
        FeatureSchema schema,
        IReadOnlyList<AsOfDate> dates,
        ChurnDefinition definition,
        int threadCount = 1,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
