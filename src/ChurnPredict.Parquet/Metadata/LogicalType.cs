namespace ChurnPredict.Parquet;

/// <summary>A column's annotation with its parameters; those that a kind does not have keep their default.</summary>
internal readonly record struct LogicalType(LogicalTypeKind Kind)
{
    public bool IsAdjustedToUtc { get; init; }

    public ParquetTimeUnit TimeUnit { get; init; }

    public int BitWidth { get; init; }

    public bool IsSigned { get; init; }

    public int Scale { get; init; }

    public int Precision { get; init; }
}
