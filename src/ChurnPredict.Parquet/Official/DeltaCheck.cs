using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Refuses delta-encoded pages for whose miniblocks Parquet.Net would allocate hundreds of megabytes: it takes the length that
/// stands before the blocks at its word.</summary>
internal static class DeltaCheck
{
    /// <summary>Writers use 32 to a few thousand.</summary>
    private const int LargestMiniblock = 1 << 20;

    /// <exception cref="DamagedDataException">The page is damaged.</exception>
    public static void Check(PageHeader header, ReadOnlySpan<byte> body, ColumnPages pages, PageDecompressor decompressor)
    {
        if (header.Type == PageType.Dictionary) return;
        if (header.Encoding is not (PageEncoding.DeltaBinaryPacked or PageEncoding.DeltaLengthByteArray or PageEncoding.DeltaByteArray)) return;
        var values = ValuesOf(header, body, pages, decompressor);
        // A page of nulls has no values to take the differences of.
        if (values.IsEmpty) return;
        var count = CheckHeader(values, header.ValueCount);
        if (header.Encoding != PageEncoding.DeltaByteArray) return;
        var prefixes = new int[count];
        CheckHeader(values[DeltaBinaryPacked.DecodeInt32(values, MemoryMarshal.AsBytes(prefixes.AsSpan()))..], header.ValueCount);
    }

    private static int CheckHeader(ReadOnlySpan<byte> values, int mostValues)
    {
        var delta = DeltaHeader.Read(values, out _);
        if (delta.TotalCount > (ulong)mostValues)
            throw new DamagedDataException($"found {delta.TotalCount} delta-encoded values in a page of {mostValues} rows");
        if (delta.MiniblockLength > LargestMiniblock)
            throw new DamagedDataException($"found miniblocks of {delta.MiniblockLength} values, expected at most {LargestMiniblock}");
        return (int)delta.TotalCount;
    }

    /// <summary>What stands behind the levels.</summary>
    private static ReadOnlySpan<byte> ValuesOf(PageHeader header, ReadOnlySpan<byte> body, ColumnPages pages, PageDecompressor decompressor)
    {
        if (header.Type == PageType.DataV2)
        {
            var levels = header.RepetitionLevelSize + header.DefinitionLevelSize;
            var codec = header.IsCompressed ? pages.Chunk.Codec : CompressionCodec.Uncompressed;
            return body.Length == levels ? [] : decompressor.Decompress(codec, body[levels..], header.UncompressedSize - levels);
        }

        var values = decompressor.Decompress(pages.Chunk.Codec, body, header.UncompressedSize);
        if (pages.Column.Element.Repetition != SchemaElement.Optional) return values;
        var length = values.Length < sizeof(int) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(values);
        if (length > values.Length - sizeof(int)) throw new DamagedDataException($"a page of {values.Length} bytes ends inside its definition levels");
        return values[(sizeof(int) + (int)length)..];
    }
}
