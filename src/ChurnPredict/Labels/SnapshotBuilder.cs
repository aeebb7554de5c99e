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
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(dates);
        ArgumentNullException.ThrowIfNull(definition);
        var references = FeatureReferenceFitter.Fit(source, schema, dates, definition, threadCount, cancellationToken);
        return Build(source, schema, dates, references, definition, threadCount, progress, cancellationToken);
    }

    /// <summary>Builds one table a date from references that are known already, as batch scoring does with the model folder's.</summary>
    /// <param name="source">The history.</param>
    /// <param name="schema">Which features.</param>
    /// <param name="dates">The snapshot dates.</param>
    /// <param name="references">What features need to know of the base, one a date.</param>
    /// <param name="definition">What churn means.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="progress">Told how many customers are done (of all parts and dates, 0 to 1); null = nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<SnapshotTable> Build(
        HistorySource source,
        FeatureSchema schema,
        IReadOnlyList<AsOfDate> dates,
        IReadOnlyList<FeatureReference> references,
        ChurnDefinition definition,
        int threadCount = 1,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(dates);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(definition);
        return BuildSome(source, schema, dates, references, definition, [], threadCount, progress, cancellationToken);
    }

    /// <summary>Builds tables of some customers only: where most would be thrown away, their features need not be computed.</summary>
    /// <param name="source">The history.</param>
    /// <param name="schema">Which features.</param>
    /// <param name="dates">The snapshot dates.</param>
    /// <param name="references">What features need to know of the base, one a date.</param>
    /// <param name="definition">What churn means.</param>
    /// <param name="choose">One a date: chooses among the customers who may have a row, both in rising order; empty = all have one.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="progress">Told how many customers are done (of all parts and dates, 0 to 1); null = nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static IReadOnlyList<SnapshotTable> BuildSome(
        HistorySource source,
        FeatureSchema schema,
        IReadOnlyList<AsOfDate> dates,
        IReadOnlyList<FeatureReference> references,
        ChurnDefinition definition,
        IReadOnlyList<Func<int[], int[]>> choose,
        int threadCount,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        var snapshots = dates.Select(date => new SnapshotRows(new LabelFrame(date, source, definition), schema, source.CustomerCount)).ToArray();
        ForEachCustomer(source, threadCount, null, (part, first, from, to) => TakeStatus(snapshots, part, first, from, to), cancellationToken);
        var isMarginKnown = IsMarginKnown(source);
        for (var date = 0; date < snapshots.Length; date++) snapshots[date].Allocate(references[date], isMarginKnown, choose.Count == 0 ? null : choose[date]);
        ForEachCustomer(source, threadCount, progress, (part, first, from, to) => Fill(snapshots, part, first, from, to), cancellationToken);
        return [.. snapshots.Select(snapshot => snapshot.ToTable())];
    }

    private static void TakeStatus(SnapshotRows[] snapshots, EventStore part, int first, int from, int to)
    {
        foreach (var snapshot in snapshots)
        {
            for (var customer = from; customer < to; customer++) snapshot.TakeStatus(part.Customer(customer), first + customer);
        }
    }

    // Date by date within a range of customers: their events are still in the cache for the next date.
    private static void Fill(SnapshotRows[] snapshots, EventStore part, int first, int from, int to)
    {
        foreach (var snapshot in snapshots)
        {
            var row = snapshot.FirstRowFrom(first + from);
            for (var customer = from; customer < to; customer++)
            {
                if (snapshot.IsRowOf(row, first + customer)) snapshot.Fill(part.Customer(customer), row++);
            }
        }
    }

    // A column is in all parts with rows or in none; putting every part together only to look would take as long as a pass over the history.
    private static bool IsMarginKnown(HistorySource source) =>
        source.Description.GrossMargin is not null || source.Parts().FirstOrDefault(part => part.Transactions.RowCount > 0)?.Transactions.Margin is not null;

    private static void ForEachCustomer(
        HistorySource source,
        int threadCount,
        IProgress<double>? progress,
        Action<EventStore, int, int, int> work,
        CancellationToken cancellationToken)
    {
        var first = 0;
        var done = 0;
        foreach (var part in source.Parts())
        {
            var partFirst = first;
            CustomerRanges.ForEach(part.CustomerCount, threadCount, WorkAndReport, cancellationToken);
            first += part.CustomerCount;

            void WorkAndReport(int from, int to)
            {
                work(part, partFirst, from, to);
                progress?.Report(Interlocked.Add(ref done, to - from) / (double)source.CustomerCount);
            }
        }
    }
}
