namespace ChurnPredict.History;

/// <summary>What was read of one table.</summary>
/// <param name="Table">The table's name in the contract.</param>
/// <param name="RowsRead">Rows in the files.</param>
/// <param name="RowsKept">Rows that went into the history; duplicates are dropped from these only where the description says so.</param>
/// <param name="LeftOut">Reason → number of rows left out.</param>
public sealed record TableQuality(string Table, long RowsRead, long RowsKept, IReadOnlyDictionary<string, long> LeftOut)
{
    /// <summary>Number of files.</summary>
    public int FileCount { get; init; }

    /// <summary>Earliest time of a kept row, microseconds UTC; null without rows or times.</summary>
    public long? FirstAt { get; init; }

    /// <summary>Latest time of a kept row, microseconds UTC; null without rows or times.</summary>
    public long? LastAt { get; init; }

    /// <summary>Latest time of a kept row that is not in the future, microseconds UTC; null without such rows.</summary>
    public long? LastPastAt { get; init; }

    /// <summary>Kept rows in the future, by <see cref="HistoryReaderOptions.Now"/>; 0 where no present was given.</summary>
    public long RowsInFuture { get; init; }

    /// <summary>Kept rows with an amount below 0.</summary>
    public long Refunds { get; init; }

    /// <summary>Column → nulls among the rows read; columns without nulls are absent.</summary>
    public IReadOnlyDictionary<string, long> Nulls { get; init; } = new Dictionary<string, long>();

    /// <summary>Columns of the files that nothing reads.</summary>
    public IReadOnlyList<string> UnusedColumns { get; init; } = [];

    /// <summary>What was found and expected where a file lacks the column that says who churned, without which nothing is trained; null
    /// where none lacks it, or churn is no label.</summary>
    public string? MissingLabel { get; init; }

    /// <summary>Everything noticed about the rows, once per kind, left out or not.</summary>
    public IReadOnlyList<HistoryFinding> Findings { get; init; } = [];
}
