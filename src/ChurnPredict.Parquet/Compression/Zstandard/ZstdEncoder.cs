using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Encodes Zstandard frames (RFC 8878): greedy matches found by a hash of five bytes, Huffman-coded literals, sequences
/// in the predefined tables.</summary>
internal sealed class ZstdEncoder
{
    private const uint FrameMagic = 0xFD2FB528;
    private const int TableBits = 16;
    private const int ShortestMatch = 5;
    private const int LastBytes = 8;
    private readonly int[] _table = new int[1 << TableBits];
    private readonly List<ZstdSequence> _sequences = [];
    private readonly ByteSink _literals = new();

    /// <summary>Appends one frame to <paramref name="output"/>.</summary>
    public void Encode(ReadOnlySpan<byte> source, ByteSink output)
    {
        Array.Clear(_table);
        BinaryPrimitives.WriteUInt32LittleEndian(output.Extend(4), FrameMagic);
        // Single segment, four bytes of content size.
        output.AppendByte(0b1010_0000);
        output.AppendInt32(source.Length);
        var start = 0;
        do
        {
            var end = Math.Min(source.Length, start + ZstdDecoder.LargestBlock);
            EncodeBlock(source, start, end, end == source.Length, output);
            start = end;
        }
        while (start < source.Length);
    }

    private void EncodeBlock(ReadOnlySpan<byte> source, int start, int end, bool isLast, ByteSink output)
    {
        var block = source[start..end];
        if (block.Length > 1 && block.IndexOfAnyExcept(block[0]) < 0)
        {
            WriteHeader(isLast, type: 1, block.Length, output);
            output.AppendByte(block[0]);
            return;
        }

        FindSequences(source, start, end);
        var headerAt = output.Length;
        WriteHeader(isLast, type: 2, 0, output);
        ZstdLiteralsWriter.Write(_literals.Written, output);
        ZstdSequenceWriter.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_sequences), output);
        var size = output.Length - headerAt - 3;
        if (size < block.Length)
        {
            PatchHeader(headerAt, isLast, type: 2, size, output);
            return;
        }

        output.Truncate(headerAt);
        WriteHeader(isLast, type: 0, block.Length, output);
        output.Append(block);
    }

    // Positions are stored plus one: zero means that nothing was seen.
    private void FindSequences(ReadOnlySpan<byte> source, int start, int end)
    {
        _sequences.Clear();
        _literals.Clear();
        var (literalStart, position, limit, lastOffset) = (start, start, end - LastBytes, 0);
        while (position < limit)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(source[position..]);
            ref var slot = ref _table[(int)((word << 24) * 0x9E3779B97F4A7C15 >> (64 - TableBits))];
            var candidate = slot - 1;
            slot = position + 1;
            if (candidate < 0 || ((BinaryPrimitives.ReadUInt64LittleEndian(source[candidate..]) ^ word) << 24) != 0)
            {
                position += 1 + ((position - literalStart) >> 8);
                continue;
            }

            var length = ShortestMatch + source[(position + ShortestMatch)..end].CommonPrefixLength(source[(candidate + ShortestMatch)..]);
            var (literals, offset) = (position - literalStart, position - candidate);
            // The decoder starts a frame with other recent offsets; within a block the first sequence names its own.
            var value = offset == lastOffset && literals > 0 ? 1 : offset + 3;
            _sequences.Add(new ZstdSequence(literals, length, value));
            _literals.Append(source.Slice(literalStart, literals));
            (lastOffset, position) = (offset, position + length);
            literalStart = position;
        }

        _literals.Append(source[literalStart..end]);
    }

    private static void WriteHeader(bool isLast, int type, int size, ByteSink output)
    {
        output.Extend(3);
        PatchHeader(output.Length - 3, isLast, type, size, output);
    }

    private static void PatchHeader(int position, bool isLast, int type, int size, ByteSink output)
    {
        var header = (isLast ? 1 : 0) | type << 1 | size << 3;
        for (var index = 0; index < 3; index++) output.PatchByte(position + index, (byte)(header >> (8 * index)));
    }
}
