using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>
/// What can be said of a customer as of a date. For shops (<see cref="ChurnKind.Inactivity"/>) a customer begins with the first
/// order and has churned when cancelled since the last order, or silent, without an order, for longer than <c>churned_after</c>; with
/// <see cref="ChurnPopulation.All"/> the silent ones are scored all the same. For contracts a customer begins with the sign-up or the
/// first event of any kind, and has churned when cancelled. Where a column says who churned (<see cref="ChurnKind.Label"/>), everybody
/// in the customers table is scored.
/// </summary>
public static class CustomerStatusRule
{
    /// <summary>The status of a customer.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date; nothing at or after it is looked at.</param>
    /// <param name="definition">What churn means.</param>
    public static CustomerStatus StatusOf(CustomerHistory history, AsOfDate asOf, ChurnDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var cancelledAt = CancellationBefore(history, asOf.Instant);
        if (definition.Kind == ChurnKind.Label)
        {
            return history.Store.Customers?.RowAsOf(history.Customer, asOf.Instant) is null
                ? CustomerStatus.InsufficientHistory
                : CustomerStatus.Scored;
        }

        if (definition.Kind == ChurnKind.Cancellation)
        {
            return cancelledAt is not null ? CustomerStatus.AlreadyChurned
                : HasBegun(history, asOf.Instant) ? CustomerStatus.Scored
                : CustomerStatus.InsufficientHistory;
        }

        return LastOrderLineBefore(history, asOf.Instant) is not { } lastOrderAt ? CustomerStatus.InsufficientHistory
            : definition.Population == ChurnPopulation.All ? CustomerStatus.Scored
            : cancelledAt > lastOrderAt || IsSilent(lastOrderAt, asOf, definition) ? CustomerStatus.AlreadyChurned
            : CustomerStatus.Scored;
    }

    /// <summary>When the customer last ordered before an instant; null without an order.</summary>
    internal static long? LastOrderLineBefore(CustomerHistory history, long instant)
    {
        var table = history.Store.Transactions;
        var (begin, end) = table.RowsBefore(history.Customer, instant);
        for (var row = end - 1; row >= begin; row--)
        {
            if (table.Amount[row] > 0 && table.IsKnown(row, instant)) return table.OccurredAt[row];
        }

        return null;
    }

    private static bool IsSilent(long lastOrderAt, AsOfDate asOf, ChurnDefinition definition) =>
        Instants.DaysBetween(lastOrderAt, asOf.Instant) > definition.EffectiveChurnedAfterDays;

    private static long? CancellationBefore(CustomerHistory history, long instant)
    {
        if (history.Store.Customers is not { CancelledAt: { } times } customers) return null;
        return customers.RowAsOf(history.Customer, instant) is { } row && times[row] != Instants.Missing && times[row] < instant ? times[row] : null;
    }

    private static bool HasBegun(CustomerHistory history, long instant)
    {
        var store = history.Store;
        if (store.Customers is { SignedUpAt: { } times } customers
            && customers.RowAsOf(history.Customer, instant) is { } row
            && times[row] != Instants.Missing
            && times[row] < instant)
        {
            return true;
        }

        return HasKnownRow(store.Transactions, history.Customer, instant)
            || HasKnownRow(store.Engagement, history.Customer, instant)
            || HasKnownRow(store.Satisfaction, history.Customer, instant)
            || HasKnownRow(store.Support, history.Customer, instant);
    }

    private static bool HasKnownRow(EventTable? table, int customer, long instant)
    {
        if (table is null) return false;
        var (begin, end) = table.RowsBefore(customer, instant);
        for (var row = begin; row < end; row++)
        {
            if (table.IsKnown(row, instant)) return true;
        }

        return false;
    }
}
