namespace ChurnPredict.History;

/// <summary>Counts over all row groups of one table. Safe for several threads.</summary>
internal sealed class TableTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _nulls = new(StringComparer.Ordinal);

    public long RowsRead { get; private set; }

    public long RowsKept { get; private set; }

    public long Refunds { get; private set; }

    public long? FirstAt { get; private set; }

    public long? LastAt { get; private set; }

    public IReadOnlyDictionary<string, long> Nulls => _nulls;

    public void AddRows(int read, int kept, long refunds)
    {
        lock (_lock)
        {
            RowsRead += read;
            RowsKept += kept;
            Refunds += refunds;
        }
    }

    public void AddNulls(string column, long count)
    {
        lock (_lock) _nulls[column] = _nulls.GetValueOrDefault(column) + count;
    }

    /// <summary>Widens the span of times by those of a run.</summary>
    public void AddTimes(ReadOnlySpan<long> times)
    {
        if (times.IsEmpty) return;
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var time in times)
        {
            first = long.Min(first, time);
            last = long.Max(last, time);
        }

        lock (_lock)
        {
            FirstAt = long.Min(FirstAt ?? first, first);
            LastAt = long.Max(LastAt ?? last, last);
        }
    }
}
