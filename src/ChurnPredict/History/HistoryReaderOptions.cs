namespace ChurnPredict.History;

/// <summary>How a history is read.</summary>
public sealed record HistoryReaderOptions
{
    /// <summary>Threads to read with; 1 or more.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Memory that the events may take, in bytes; beyond it customers are spilled to compressed runs. Null = no limit.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Whether a history whose churn is a column of the customers is refused where one of their files lacks it, as training must;
    /// scores and values need none: whom one wants to know of has not churned yet.</summary>
    public bool NeedsLabel { get; init; } = true;

    /// <summary>The present. Rows behind it are kept and counted, but do not say how far the history reaches: one mistyped year would make
    /// everybody look long silent. Where they are more than 1 % of all rows, they count: the clock is wrong then, or the history made up. Null =
    /// every row says so.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Told of progress; null = nobody listens.</summary>
    public IProgress<HistoryProgress>? Progress { get; init; }
}
