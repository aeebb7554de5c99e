namespace ChurnPredict.Parquet;

/// <summary>Statistics as the file stores them: plain-encoded bounds.</summary>
internal sealed record RawStatistics
{
    /// <summary>Bound in the column's own order.</summary>
    public byte[]? MinValue { get; init; }

    public byte[]? MaxValue { get; init; }

    /// <summary>Bound of older writers, compared as signed bytes or signed numbers: usable for signed numbers only.</summary>
    public byte[]? OldMin { get; init; }

    public byte[]? OldMax { get; init; }

    public long? NullCount { get; init; }
}
