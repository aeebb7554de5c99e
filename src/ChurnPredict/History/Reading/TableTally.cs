namespace ChurnPredict.History;

/// <summary>Counts over all row groups of one table. Safe for several threads.</summary>
/// <param name="now">The present, microseconds UTC; later rows lie in the future.</param>
internal sealed class TableTally(long now)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _nulls = new(StringComparer.Ordinal);

    public long RowsRead { get; private set; }

    public long RowsKept { get; private set; }

    public long Refunds { get; private set; }

    public long? FirstAt { get; private set; }

    public ObservedStart ObservedStart { get; } = new();

    public long? LastAt { get; private set; }

    /// <summary>The latest time that is not in the future.</summary>
    public long? LastPastAt { get; private set; }

    public long RowsInFuture { get; private set; }

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
    /// <param name="times">When rows happened.</param>
    /// <param name="ingested">When they became known, one each; empty where the table does not say so.</param>
    public void AddTimes(ReadOnlySpan<long> times, ReadOnlySpan<long> ingested)
    {
        if (times.IsEmpty) return;
        var (first, last, lastPast, future) = (long.MaxValue, long.MinValue, long.MinValue, 0L);
        foreach (var time in times)
        {
            first = long.Min(first, time);
            last = long.Max(last, time);
            if (time <= now) lastPast = long.Max(lastPast, time);
            else future++;
        }

        var observed = StartOf(times, ingested, first);
        lock (_lock)
        {
            ObservedStart.Add(observed);
            FirstAt = long.Min(FirstAt ?? first, first);
            LastAt = long.Max(LastAt ?? last, last);
            if (future < times.Length) LastPastAt = long.Max(LastPastAt ?? lastPast, lastPast);
            RowsInFuture += future;
        }
    }

    private static ObservedStart StartOf(ReadOnlySpan<long> times, ReadOnlySpan<long> ingested, long first)
    {
        var start = new ObservedStart();
        if (ingested.IsEmpty) start.Add(first, Instants.Missing);
        for (var row = 0; row < ingested.Length; row++) start.Add(times[row], ingested[row]);
        return start;
    }
}
