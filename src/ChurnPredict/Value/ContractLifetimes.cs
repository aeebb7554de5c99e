using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>How long contracts lasted, counted by renewal periods.</summary>
/// <param name="Ended">Contracts that ended after period 1, 2, … (index 0 = did not renew once).</param>
/// <param name="Running">Contracts still running that have renewed 0, 1, 2, … times.</param>
public sealed record ContractLifetimes(IReadOnlyList<long> Ended, IReadOnlyList<long> Running)
{
    /// <summary>Number of contracts.</summary>
    public long ContractCount => Ended.Sum() + Running.Sum();

    private const double DaysPerMonth = 365.25 / 12;

    /// <summary>Counts a history's contracts as of a date, from sign-up (where it is not known: the first transaction) to cancellation,
    /// in months.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Nothing at or after it is looked at, nor anything ingested then.</param>
    public static ContractLifetimes From(HistorySource source, AsOfDate asOf)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (ended, running) = (new List<long>(), new List<long>());
        foreach (var part in source.Parts())
        {
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                if (Span(part.Customer(customer), asOf) is not { } contract) continue;
                var (counts, index) = (contract.IsOver ? ended : running, (int)(contract.Days / DaysPerMonth));
                while (counts.Count <= index) counts.Add(0);
                counts[index]++;
            }
        }

        return new ContractLifetimes(ended, running);
    }

    /// <summary>How long a contract lasted before a date, and whether it was cancelled by then; null when it had not begun.</summary>
    private static (double Days, bool IsOver)? Span(CustomerHistory history, AsOfDate asOf)
    {
        var row = history.Store.Customers?.RowAsOf(history.Customer, asOf.Instant);
        var start = At(history.Store.Customers?.SignedUpAt, row) ?? FirstTransaction(history, asOf);
        if (start is not { } begin || begin >= asOf.Instant) return null;
        var isOver = At(history.Store.Customers?.CancelledAt, row) is { } cancelled && cancelled < asOf.Instant && cancelled >= begin;
        return (Instants.DaysBetween(begin, isOver ? history.Store.Customers!.CancelledAt![row!.Value] : asOf.Instant), isOver);
    }

    private static long? At(long[]? column, int? row) => column is not null && row is { } index && column[index] != Instants.Missing ? column[index] : null;

    private static long? FirstTransaction(CustomerHistory history, AsOfDate asOf)
    {
        var table = history.Store.Transactions;
        var (begin, end) = table.RowsBefore(history.Customer, asOf.Instant);
        for (var row = begin; row < end; row++)
        {
            if (table.IsKnown(row, asOf.Instant)) return table.OccurredAt[row];
        }

        return null;
    }
}
