namespace ChurnPredict.Parquet;

/// <summary>What the footer says of a written column chunk. Offsets within it count from its start.</summary>
internal sealed record WrittenChunk
{
    public required SchemaElement Element { get; init; }

    public required CompressionCodec Codec { get; init; }

    public required SortedSet<PageEncoding> Encodings { get; init; }

    public required long ValueCount { get; init; }

    public required long NullCount { get; init; }

    public required bool HasDictionary { get; init; }

    public required long UncompressedSize { get; init; }

    public required long CompressedSize { get; init; }

    public required ValueBounds? Bounds { get; init; }

    public required IReadOnlyList<WrittenPage> Pages { get; init; }

    /// <summary>Where the chunk stands in the file.</summary>
    public long FileOffset { get; init; }

    /// <summary>Where its first data page stands in the file; an empty chunk has none and names its start.</summary>
    public long DataPageOffset => FileOffset + (Pages.Count > 0 ? Pages[0].Offset : 0);

    /// <summary>Where the page index of the chunk stands in the file; null when it has none.</summary>
    public IndexLocation? ColumnIndex { get; init; }

    public IndexLocation? OffsetIndex { get; init; }
}
