using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>Looks through a history part by part and collects what the report says.</summary>
internal sealed class HistoryInspection
{
    private long? _lastPurchaseAt;

    private HistoryInspection(HistorySource source, SnapshotCount snapshot, TrainingLabels? labels)
    {
        Source = source;
        Snapshot = snapshot;
        Labels = labels;
        Tables = [.. source.Quality.Tables.Select(table => new TableInspection(table))];
    }

    public HistorySource Source { get; }

    public IReadOnlyList<TableInspection> Tables { get; }

    /// <summary>The last snapshot whose label window is over.</summary>
    public SnapshotCount Snapshot { get; }

    /// <summary>What a training would learn from; null when the history is too short for one.</summary>
    public TrainingLabels? Labels { get; }

    /// <summary>Days from the first event to the day after the last.</summary>
    public double HistoryDays => Instants.DaysBetween(Source.FirstEventAt, Source.DayAfterLastEvent.Instant);

    public bool HasMargin { get; private set; }

    /// <summary>Who cancelled.</summary>
    public CancellationTally Cancellations { get; } = new();

    /// <summary>Rows of all tables that stand far before the others.</summary>
    public EarlyRows EarlyRows { get; } = new();

    /// <summary>Days from the last purchase to the last row of any table; refunds are no purchases.</summary>
    public double DaysWithoutPurchases => _lastPurchaseAt is { } last ? Instants.DaysBetween(last, Source.LastEventAt) : 0;

    public static HistoryInspection Of(HistorySource source, CancellationToken cancellationToken)
    {
        var inspection = new HistoryInspection(source, SnapshotCount.OfLastLabelled(source, cancellationToken), TrainingLabels.Count(source, cancellationToken));
        foreach (var part in source.Parts())
        {
            cancellationToken.ThrowIfCancellationRequested();
            inspection.LookThrough(part);
        }

        return inspection;
    }

    /// <summary>Whether value can learn the season from purchases before the snapshot; looks through those of a history of one year to two.</summary>
    public bool TellsSeason() => PurchaseSeason.CanLearn(Source, Source.TimeAxis.AsOf(Snapshot.AsOf));

    private void LookThrough(EventStore part)
    {
        HasMargin |= part.Transactions.Margin is not null || Source.Description.GrossMargin is not null;
        Cancellations.Add(part, Source.DayAfterLastEvent);
        LookForLastPurchase(part.Transactions);
        foreach (var table in Tables)
        {
            if (table.Quality.Table == "customers") LookThroughCustomers(table, part.Customers!);
            else LookThroughEvents(table, part, EventsOf(part, table.Quality.Table));
        }
    }

    private void LookForLastPurchase(TransactionTable transactions)
    {
        for (var row = 0; row < transactions.RowCount; row++)
        {
            var at = transactions.OccurredAt[row];
            if (transactions.Amount[row] > 0 && at <= Source.LastEventAt && at > (_lastPurchaseAt ?? long.MinValue)) _lastPurchaseAt = at;
        }
    }

    private static EventTable EventsOf(EventStore part, string table) => table switch
    {
        "engagement" => part.Engagement!,
        "satisfaction" => part.Satisfaction!,
        "support" => part.Support!,
        "touches" => part.Touches!,
        _ => part.Transactions,
    };

    private static void LookThroughCustomers(TableInspection table, CustomerTable customers)
    {
        table.Duplicates += customers.DuplicateRowCount;
        for (var customer = 0; customer < customers.Start.Length - 1; customer++)
        {
            if (customers.Start[customer + 1] > customers.Start[customer]) table.Customers++;
        }
    }

    private void LookThroughEvents(TableInspection table, EventStore part, EventTable events)
    {
        EarlyRows.Add(events.OccurredAt);
        table.Duplicates += events.DuplicateRowCount;
        if (part.Customers is not null) table.Orphans ??= 0;
        if (part.Customers?.SignedUpAt is not null) table.BeforeSignUp ??= 0;
        for (var customer = 0; customer < part.CustomerCount; customer++)
        {
            var (begin, end) = (events.Start[customer], events.Start[customer + 1]);
            if (begin == end) continue;
            table.Customers++;
            if (part.Customers is { } customers && customers.Start[customer] == customers.Start[customer + 1]) table.Orphans++;
            if (SignUp(part.Customers, customer) is { } signedUpAt) table.BeforeSignUp += events.RowsBefore(customer, signedUpAt).End - begin;
        }
    }

    private static long? SignUp(CustomerTable? customers, int customer)
    {
        if (customers?.SignedUpAt is not { } times) return null;
        var first = times.AsSpan(customers.Start[customer]..customers.Start[customer + 1]);
        return first.Length == 0 || first[0] == Instants.Missing ? null : first[0];
    }
}
