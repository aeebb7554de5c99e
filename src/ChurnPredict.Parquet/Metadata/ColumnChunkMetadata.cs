namespace ChurnPredict.Parquet;

/// <summary>Where a column of a row group stands in the file.</summary>
internal sealed record ColumnChunkMetadata
{
    /// <summary>Not null when the values are in another file.</summary>
    public string? FilePath { get; init; }

    public bool IsEncrypted { get; init; }

    public PhysicalType Type { get; init; }

    public CompressionCodec Codec { get; init; }

    public long ValueCount { get; init; }

    public long TotalCompressedSize { get; init; }

    public long DataPageOffset { get; init; }

    public long? DictionaryPageOffset { get; init; }

    public RawStatistics? Statistics { get; init; }

    /// <summary>First byte of the chunk: its dictionary page where it has one. Some writers store 0 for "none".</summary>
    public long StartOffset => DictionaryPageOffset is > 0 and { } offset && offset < DataPageOffset ? offset : DataPageOffset;
}
