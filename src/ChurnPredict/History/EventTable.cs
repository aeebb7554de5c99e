namespace ChurnPredict.History;

/// <summary>Rows of one table, by customer and then by time, in flat arrays of one length.</summary>
public abstract class EventTable
{
    /// <summary>Where each customer's rows start: those of customer c are <c>Start[c]..Start[c + 1]</c>. Length = customers + 1.</summary>
    public required int[] Start { get; init; }

    /// <summary>When the row happened (opened, for support), microseconds UTC; never missing; rises within a customer.</summary>
    public required long[] OccurredAt { get; init; }

    /// <summary>When the row became known, microseconds UTC, <see cref="Instants.Missing"/> where not said; null when the table
    /// has no such column. A row exists as of a date only if both times lie before it.</summary>
    public long[]? IngestedAt { get; init; }

    /// <summary>Rows that repeat an earlier one in every column that is read; they are among the rows unless the description
    /// drops duplicates.</summary>
    public long DuplicateRowCount { get; init; }

    /// <summary>Number of rows.</summary>
    public int RowCount => OccurredAt.Length;

    /// <summary>The rows of a customer that happened before <paramref name="instant"/>; those ingested later are still among
    /// them, see <see cref="IsKnown"/>.</summary>
    /// <param name="customer">0 to customers − 1.</param>
    /// <param name="instant">Microseconds UTC.</param>
    public (int Begin, int End) RowsBefore(int customer, long instant)
    {
        var begin = Start[customer];
        var length = Start[customer + 1] - begin;
        var times = OccurredAt.AsSpan(begin, length);
        var low = 0;
        var high = length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (times[middle] < instant) low = middle + 1;
            else high = middle;
        }

        return (begin, begin + low);
    }

    /// <summary>Whether a row that happened before <paramref name="instant"/> was also known by then.</summary>
    /// <param name="row">0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="instant">Microseconds UTC.</param>
    public bool IsKnown(int row, long instant) => IngestedAt is null || IngestedAt[row] < instant;
}
