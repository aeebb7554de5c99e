namespace ChurnPredict.Parquet;

/// <summary>Refuses what Parquet.Net takes for something else: it checks no checksums, allocates whatever a header announces, and returns
/// what the memory held before where a page is shorter than that.</summary>
internal static class PageCheck
{
    /// <summary>No codec but Brotli gives more for a byte.</summary>
    private const long LargestRatio = 1 << 16;

    /// <exception cref="DamagedDataException">The page is damaged or not supported.</exception>
    public static void Check(PageHeader header, ReadOnlySpan<byte> body, ColumnPages pages)
    {
        CheckChecksum(header, body);
        CheckSizes(header, body, pages);
        if (header.Type == PageType.Dictionary) return;
        if (header.LevelEncoding != PageEncoding.Rle && pages.Column.Element.Repetition == SchemaElement.Optional)
            throw new DamagedDataException($"Parquet.Net cannot read it: its definition levels are of encoding {header.LevelEncoding}");
        if (pages.Chunk.Type == PhysicalType.Boolean && header.Encoding == PageEncoding.Rle)
            throw new DamagedDataException("Parquet.Net cannot read it: its booleans are run-length encoded");
        if (header.Type == PageType.DataV2) CheckLevels(header, body);
    }

    private static void CheckChecksum(PageHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Checksum is not { } expected) return;
        var found = Crc32.Hash(body);
        if (found != expected) throw new DamagedDataException($"found page checksum {expected:X8}, but the page's is {found:X8}");
    }

    private static void CheckSizes(PageHeader header, ReadOnlySpan<byte> body, ColumnPages pages)
    {
        var isPlain = pages.Chunk.Codec == CompressionCodec.Uncompressed;
        if (isPlain && header.UncompressedSize != body.Length)
            throw new DamagedDataException($"found {body.Length} bytes in an uncompressed page, its header announces {header.UncompressedSize}");
        if (header.UncompressedSize > Math.Min(pages.SizeLimit, body.Length * LargestRatio))
            throw new DamagedDataException($"a page of {body.Length} bytes announces {header.UncompressedSize} decompressed bytes");
        if (header.Type == PageType.Dictionary && header.ValueCount > header.UncompressedSize)
            throw new DamagedDataException($"a dictionary page announces {header.ValueCount} entries in {header.UncompressedSize} bytes");
    }

    private static void CheckLevels(PageHeader header, ReadOnlySpan<byte> body)
    {
        var (repetition, definition) = (header.RepetitionLevelSize, header.DefinitionLevelSize);
        if (repetition < 0 || definition < 0 || (long)repetition + definition > Math.Min(body.Length, header.UncompressedSize))
            throw new DamagedDataException($"found {repetition} + {definition} bytes of levels in a page of {body.Length}");
        if (header.NullCount < 0 || header.NullCount > header.ValueCount)
            throw new DamagedDataException($"a page announces {header.NullCount} nulls in {header.ValueCount} rows");
    }
}
