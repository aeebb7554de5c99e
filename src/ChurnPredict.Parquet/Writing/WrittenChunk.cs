namespace ChurnPredict.Parquet;

/// <summary>What the footer says of a written column chunk.</summary>
internal sealed record WrittenChunk
{
    public required SchemaElement Element { get; init; }

    public required CompressionCodec Codec { get; init; }

    public required SortedSet<PageEncoding> Encodings { get; init; }

    public required long ValueCount { get; init; }

    public required long NullCount { get; init; }

    public required long DataPageOffset { get; init; }

    public long? DictionaryPageOffset { get; init; }

    public required long UncompressedSize { get; init; }

    public required long CompressedSize { get; init; }

    public ValueBounds? Bounds { get; init; }

    public long StartOffset => DictionaryPageOffset ?? DataPageOffset;
}
