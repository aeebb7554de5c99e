using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes Zstandard frames (RFC 8878). Dictionaries are refused: Parquet has no place for them.</summary>
internal sealed class ZstdDecoder
{
    public const int LargestBlock = 128 * 1024;
    private const uint FrameMagic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private readonly ZstdLiterals _literals = new();
    private readonly ZstdSequences _sequences = new();

    /// <summary>Decodes all frames of <paramref name="source"/>, one behind the other.</summary>
    /// <param name="source">Whole frames.</param>
    /// <param name="destination">Exactly as long as what they decode to.</param>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            if (source.Length < 8) throw Truncated();
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
            if ((magic & 0xFFFFFFF0) == SkippableMagic)
            {
                var size = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
                if (size > source.Length - 8) throw Truncated();
                source = source[(8 + (int)size)..];
                continue;
            }

            if (magic != FrameMagic)
                throw new DamagedDataException(
                    $"found magic number {magic:X8} where a Zstandard frame starts, expected {FrameMagic:X8}");
            source = DecodeFrame(source[4..], destination, ref written);
        }

        if (written != destination.Length)
            throw new DamagedDataException($"Zstandard data decodes to {written} bytes, the page announces {destination.Length}");
    }

    /// <summary>The most that frames can decode to by what their block headers say; 0 when they are cut.</summary>
    public static long MostDecoded(ReadOnlySpan<byte> source)
    {
        long most = 0;
        while (source.Length >= 9)
        {
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
            if ((magic & 0xFFFFFFF0) == SkippableMagic)
            {
                var size = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(source[4..]), source.Length - 8L);
                source = source[(8 + (int)size)..];
                continue;
            }

            var hasChecksum = (source[4] & 4) != 0;
            source = source[(4 + HeaderLength(source[4..]))..];
            for (var isLast = false; !isLast && source.Length >= 3;)
            {
                var header = source[0] | source[1] << 8 | source[2] << 16;
                isLast = (header & 1) != 0;
                var (type, size) = (header >> 1 & 3, header >> 3);
                most += type < 2 ? size : LargestBlock;
                source = source[Math.Min(3 + (type == 1 ? 1 : size), source.Length)..];
            }

            if (hasChecksum) source = source[Math.Min(4, source.Length)..];
        }

        return most;
    }

    private ReadOnlySpan<byte> DecodeFrame(ReadOnlySpan<byte> source, Span<byte> destination, scoped ref int written)
    {
        var start = written;
        var hasChecksum = (source[0] & 4) != 0;
        source = source[HeaderLength(source)..];
        _literals.Reset();
        _sequences.Reset();
        bool isLast;
        do
        {
            if (source.Length < 3) throw Truncated();
            var header = source[0] | source[1] << 8 | source[2] << 16;
            isLast = (header & 1) != 0;
            var (type, size) = (header >> 1 & 3, header >> 3);
            source = source[3..];
            var stored = type == 1 ? 1 : size;
            if (stored > source.Length) throw Truncated();
            written = DecodeBlock(type, size, source[..stored], destination, start, written);
            source = source[stored..];
        }
        while (!isLast);

        if (!hasChecksum) return source;
        if (source.Length < 4) throw Truncated();
        var (expected, found) = (BinaryPrimitives.ReadUInt32LittleEndian(source), (uint)XxHash64.Hash(destination[start..written]));
        if (expected != found)
            throw new DamagedDataException($"found Zstandard checksum {expected:X8}, but the data's is {found:X8}");
        return source[4..];
    }

    private int DecodeBlock(int type, int size, ReadOnlySpan<byte> block, Span<byte> destination, int frameStart, int written)
    {
        if (size > LargestBlock)
            throw new DamagedDataException($"found a Zstandard block of {size} bytes, expected at most {LargestBlock}");
        if (type < 2 && size > destination.Length - written)
            throw new DamagedDataException(
                $"Zstandard data decodes to more than the {destination.Length} bytes that the page announces");
        switch (type)
        {
            case 0:
                block.CopyTo(destination[written..]);
                return written + size;
            case 1:
                destination.Slice(written, size).Fill(block[0]);
                return written + size;
            case 2:
                var literalsLength = _literals.Read(block);
                return _sequences.Execute(block[literalsLength..], _literals, destination, frameStart, written);
            default:
                throw new DamagedDataException("found a Zstandard block of the reserved type");
        }
    }

    private static int HeaderLength(ReadOnlySpan<byte> source)
    {
        int descriptor = source[0];
        if ((descriptor & 8) != 0) throw new DamagedDataException("a Zstandard frame header sets its reserved bit");
        if ((descriptor & 3) != 0)
            throw new DamagedDataException("a Zstandard frame needs a dictionary, which Parquet has no place for");
        var isSingleSegment = (descriptor & 32) != 0;
        var sizeLength = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var length = 1 + (isSingleSegment ? 0 : 1) + sizeLength;
        if (source.Length < length) throw Truncated();
        return length;
    }

    private static DamagedDataException Truncated() => new("Zstandard data ends inside a frame");
}
