namespace ChurnPredict.Parquet;

/// <summary>A page's header, both data page versions folded together.</summary>
internal readonly record struct PageHeader
{
    public PageType Type { get; init; }

    /// <summary>Bytes of the page body once decompressed.</summary>
    public int UncompressedSize { get; init; }

    /// <summary>Bytes of the page body in the file.</summary>
    public int CompressedSize { get; init; }

    /// <summary>CRC-32 of the body as it stands in the file; null when the writer left it out.</summary>
    public uint? Checksum { get; init; }

    /// <summary>Rows of a flat column's data page, nulls included; entries of a dictionary page.</summary>
    public int ValueCount { get; init; }

    public PageEncoding Encoding { get; init; }

    /// <summary>Version 1 only; version 2 always uses RLE.</summary>
    public PageEncoding LevelEncoding { get; init; }

    /// <summary>Version 2: bytes of the levels, which stand uncompressed before the values.</summary>
    public int DefinitionLevelSize { get; init; }

    public int RepetitionLevelSize { get; init; }

    /// <summary>Version 2: nulls among the rows; the levels say the same.</summary>
    public int NullCount { get; init; }

    /// <summary>Version 2: whether the values are compressed at all.</summary>
    public bool IsCompressed { get; init; }
}
