using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Encodes a Zstandard frame (RFC 8878).</summary>
internal static class ZstdEncoder
{
    private const uint FrameMagic = 0xFD2FB528;

    /// <summary>Appends one frame to <paramref name="output"/>.</summary>
    public static void Encode(ReadOnlySpan<byte> source, ByteSink output)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.Extend(4), FrameMagic);
        // Single segment, four bytes of content size.
        output.AppendByte(0b1010_0000);
        output.AppendInt32(source.Length);
        do
        {
            var block = source[..Math.Min(source.Length, ZstdDecoder.LargestBlock)];
            source = source[block.Length..];
            EncodeBlock(block, source.IsEmpty, output);
        }
        while (!source.IsEmpty);
    }

    private static void EncodeBlock(ReadOnlySpan<byte> block, bool isLast, ByteSink output)
    {
        var isRepeated = block.Length > 1 && block.IndexOfAnyExcept(block[0]) < 0;
        var header = (isLast ? 1 : 0) | (isRepeated ? 2 : 0) | block.Length << 3;
        output.AppendByte((byte)header);
        output.AppendByte((byte)(header >> 8));
        output.AppendByte((byte)(header >> 16));
        output.Append(isRepeated ? block[..1] : block);
    }
}
