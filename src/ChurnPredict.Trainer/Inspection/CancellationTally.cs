using ChurnPredict.History;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>Counts what cancellations are and are not, customer by customer, by the row that holds on the day after the last event.</summary>
internal sealed class CancellationTally
{
    /// <summary>Last invoices come after a cancellation, too; who orders later than so many days after it came back.</summary>
    public const int LastInvoiceDays = 31;

    /// <summary>Whether any customer has, or had, a cancelled_at.</summary>
    public bool Any { get; private set; }

    /// <summary>Customers whose cancellation lies ahead.</summary>
    public long Ahead { get; private set; }

    /// <summary>Customers who have left by their cancellation, and ordered after it all the same.</summary>
    public long CameBack { get; private set; }

    /// <summary>Adds the customers of a part.</summary>
    public void Add(EventStore part, AsOfDate asOf)
    {
        if (part.Customers is not { CancelledAt: { } times } customers) return;
        Any |= times.AsSpan().ContainsAnyExcept(Instants.Missing);
        for (var customer = 0; customer < part.CustomerCount; customer++)
        {
            if (customers.RowAsOf(customer, asOf.Instant) is not { } row || times[row] == Instants.Missing) continue;
            if (times[row] >= asOf.Instant) Ahead++;
            else if (OrderedAfter(part, customer, times[row] + (LastInvoiceDays * Instants.MicrosecondsPerDay), asOf)) CameBack++;
        }
    }

    private static bool OrderedAfter(EventStore part, int customer, long instant, AsOfDate asOf)
    {
        var orders = part.Transactions;
        var (begin, end) = orders.RowsBefore(customer, asOf.Instant);
        for (var row = end - 1; row >= begin && orders.OccurredAt[row] > instant; row--)
        {
            if (orders.Amount[row] > 0) return true;
        }

        return false;
    }
}
