using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes the literals section of a block (RFC 8878, 3.1.1.3.1).</summary>
internal sealed class ZstdLiterals
{
    private readonly byte[] _buffer = new byte[ZstdDecoder.LargestBlock + 32];
    private HuffmanTable? _table;

    /// <summary>The literals of the last section read.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>The literal at <paramref name="index"/>, at most <see cref="Count"/>; 16 bytes from it on may be read.</summary>
    public ref byte At(int index) => ref _buffer[index];

    /// <summary>A frame starts without a Huffman table to repeat.</summary>
    public void Reset() => _table = null;

    /// <summary>Reads a section.</summary>
    /// <returns>Bytes that it took.</returns>
    public int Read(ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty) throw Truncated();
        var (type, format) = (block[0] & 3, block[0] >> 2 & 3);
        return type < 2 ? ReadStored(block, type == 1, format) : ReadCompressed(block, type == 3, format);
    }

    private int ReadStored(ReadOnlySpan<byte> block, bool isRepeated, int format)
    {
        var headerLength = format switch { 1 => 2, 3 => 3, _ => 1 };
        if (block.Length < headerLength) throw Truncated();
        var size = headerLength switch
        {
            1 => block[0] >> 3,
            2 => BinaryPrimitives.ReadUInt16LittleEndian(block) >> 4,
            _ => (block[0] | block[1] << 8 | block[2] << 16) >> 4,
        };
        SetCount(size);
        var stored = isRepeated ? 1 : size;
        if (block.Length - headerLength < stored) throw Truncated();
        if (isRepeated) _buffer.AsSpan(0, size).Fill(block[headerLength]);
        else block.Slice(headerLength, size).CopyTo(_buffer);
        return headerLength + stored;
    }

    private int ReadCompressed(ReadOnlySpan<byte> block, bool repeatsTable, int format)
    {
        var headerLength = format switch { 2 => 4, 3 => 5, _ => 3 };
        if (block.Length < headerLength) throw Truncated();
        ulong header = 0;
        for (var index = headerLength - 1; index >= 0; index--) header = header << 8 | block[index];
        var sizeBits = format switch { 2 => 14, 3 => 18, _ => 10 };
        var mask = (1UL << sizeBits) - 1;
        SetCount((int)(header >> 4 & mask));
        var compressed = (int)(header >> (4 + sizeBits) & mask);
        if (block.Length - headerLength < compressed) throw Truncated();
        var body = block.Slice(headerLength, compressed);
        if (!repeatsTable)
        {
            _table = HuffmanTable.Read(body, out var tableLength);
            body = body[tableLength..];
        }

        var table = _table ?? throw new DamagedDataException("a Zstandard block repeats a Huffman table, but there was none before it");
        if (format == 0) ZstdHuffman.Decode(body, table, _buffer.AsSpan(0, Count));
        else ZstdHuffman.DecodeFour(body, table, _buffer.AsSpan(0, Count));
        return headerLength + compressed;
    }

    private void SetCount(int count)
    {
        if (count > ZstdDecoder.LargestBlock)
            throw new DamagedDataException(
                $"found {count} literals in a Zstandard block, expected at most {ZstdDecoder.LargestBlock}");
        Count = count;
    }

    private static DamagedDataException Truncated() => new("a Zstandard block ends inside its literals");
}
