using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes pages of the deprecated codec LZ4, which writers understood in three ways: Hadoop's frames (parquet-mr),
/// LZ4's
/// own frame format and bare blocks (both parquet-cpp).</summary>
internal static class Lz4Framing
{
    private const uint FrameMagic = 0x184D2204;

    /// <summary>Decodes a page that must fill <paramref name="destination"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length >= 7 && BinaryPrimitives.ReadUInt32LittleEndian(source) == FrameMagic) DecodeFrame(source, destination);
        else if (!TryDecodeHadoop(source, destination)) Lz4Decoder.DecodeExactly(source, destination);
    }

    // Each frame: decoded length, then blocks with their stored length until that much is decoded; all big-endian.
    private static bool TryDecodeHadoop(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        while (source.Length > 8)
        {
            var decoded = BinaryPrimitives.ReadUInt32BigEndian(source);
            if (decoded > destination.Length - written) return false;
            source = source[4..];
            for (var end = written + (int)decoded; written < end;)
            {
                if (source.Length < 4) return false;
                var stored = BinaryPrimitives.ReadUInt32BigEndian(source);
                if (stored == 0 || stored > source.Length - 4) return false;
                try
                {
                    // A block stands alone: it cannot copy from the one before it.
                    written += Lz4Decoder.Decode(source.Slice(4, (int)stored), destination[written..end], 0);
                }
                catch (DamagedDataException)
                {
                    return false;
                }

                source = source[(4 + (int)stored)..];
            }
        }

        return source.IsEmpty && written == destination.Length;
    }

    private static void DecodeFrame(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var flags = source[4];
        var (hasBlockChecksum, hasSize, hasDictionary) = ((flags & 16) != 0, (flags & 8) != 0, (flags & 1) != 0);
        var headerLength = 7 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0);
        var written = 0;
        for (source = Skip(source, headerLength); ;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(Take(source, 4));
            source = Skip(source, 4);
            if (size == 0) break;
            var block = Take(source, size & 0x7FFFFFFF);
            source = Skip(source, block.Length + (hasBlockChecksum ? 4 : 0));
            if ((size & 0x80000000) == 0)
            {
                written = Lz4Decoder.Decode(block, destination, written);
                continue;
            }

            if (block.Length > destination.Length - written) throw Mismatch(written + block.Length, destination);
            block.CopyTo(destination[written..]);
            written += block.Length;
        }

        if (written != destination.Length) throw Mismatch(written, destination);
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source, uint count) =>
        count <= source.Length ? source[..(int)count] : throw new DamagedDataException("an LZ4 frame ends inside a block");

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> source, int count)
    {
        Take(source, (uint)count);
        return source[count..];
    }

    private static DamagedDataException Mismatch(int decoded, Span<byte> destination) =>
        new($"an LZ4 frame decodes to {decoded} bytes, the page announces {destination.Length}");
}
