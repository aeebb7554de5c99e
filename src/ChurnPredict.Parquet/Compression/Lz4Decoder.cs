using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes LZ4 blocks (lz4, doc/lz4_Block_format.md).</summary>
internal static class Lz4Decoder
{
    private const int ShortestMatch = 4;

    /// <summary>Decodes a whole block that must fill <paramref name="destination"/>.</summary>
    public static void DecodeExactly(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = Decode(source, destination, 0);
        if (written != destination.Length)
            throw new DamagedDataException($"an LZ4 block decodes to {written} bytes, expected {destination.Length}");
    }

    /// <summary>Decodes a whole block behind what is decoded already, which it may copy from.</summary>
    /// <param name="source">The block.</param>
    /// <param name="destination">All output.</param>
    /// <param name="written">Bytes of output before the block.</param>
    /// <returns>Bytes of output behind the block.</returns>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> destination, int written)
    {
        var position = 0;
        while (position < source.Length)
        {
            int token = source[position++];
            var literals = ReadLength(source, token >> 4, ref position);
            if (literals > source.Length - position) throw Truncated();
            if (literals > destination.Length - written) throw Overrun(destination);
            source.Slice(position, (int)literals).CopyTo(destination[written..]);
            position += (int)literals;
            written += (int)literals;
            // The last sequence has no match.
            if (position == source.Length) return written;
            if (source.Length - position < 2) throw Truncated();
            int offset = BinaryPrimitives.ReadUInt16LittleEndian(source[position..]);
            position += 2;
            var length = ReadLength(source, token & 15, ref position) + ShortestMatch;
            if (offset == 0 || offset > written)
                throw new DamagedDataException($"an LZ4 copy reaches back {offset} bytes, but only {written} are decoded");
            if (length > destination.Length - written) throw Overrun(destination);
            MatchCopy.Copy(destination, written, offset, (int)length);
            written += (int)length;
        }

        return written;
    }

    private static long ReadLength(ReadOnlySpan<byte> source, int start, ref int position)
    {
        long length = start;
        if (start < 15) return length;
        int part;
        do
        {
            if (position >= source.Length) throw Truncated();
            part = source[position++];
            length += part;
        }
        while (part == 255);
        return length;
    }

    private static DamagedDataException Truncated() => new("an LZ4 block ends inside a sequence");

    private static DamagedDataException Overrun(Span<byte> destination) =>
        new($"an LZ4 block decodes to more than the {destination.Length} bytes that the page announces");
}
