using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes Huffman-coded literals.</summary>
internal static class ZstdHuffman
{
    /// <summary>Decodes four streams behind a table of their lengths.</summary>
    public static void DecodeFour(ReadOnlySpan<byte> body, HuffmanTable table, Span<byte> destination)
    {
        if (body.Length < 6) throw new DamagedDataException("a Zstandard block ends inside its jump table");
        var each = (destination.Length + 3) / 4;
        var position = 6;
        for (var stream = 0; stream < 4; stream++)
        {
            var length = stream < 3 ? BinaryPrimitives.ReadUInt16LittleEndian(body[(stream * 2)..]) : body.Length - position;
            if (length > body.Length - position || stream * each > destination.Length)
                throw new DamagedDataException("a Zstandard block's jump table points behind its literals");
            var part = stream < 3 ? destination.Slice(stream * each, Math.Min(each, destination.Length - (stream * each))) : destination[(3 * each)..];
            Decode(body.Slice(position, length), table, part);
            position += length;
        }
    }

    /// <summary>Decodes one stream, which must end exactly with the last literal.</summary>
    public static void Decode(ReadOnlySpan<byte> stream, HuffmanTable table, Span<byte> destination)
    {
        var bits = new BackwardBitReader(stream);
        var (entries, codeLength) = (table.Entries, table.CodeLength);
        var index = 0;
        // Five codes of at most 11 bits fit into what one look-ahead gives.
        for (; index + 5 <= destination.Length && bits.BitsLeft >= 56; index += 5)
        {
            var window = bits.Peek(56);
            var left = 56;
            for (var step = 0; step < 5; step++)
            {
                var entry = entries[(int)(window >> (left - codeLength)) & (entries.Length - 1)];
                destination[index + step] = entry.Symbol;
                left -= entry.Bits;
            }

            bits.Skip(56 - left);
        }

        for (; index < destination.Length; index++)
        {
            var entry = entries[(int)bits.Peek(codeLength)];
            destination[index] = entry.Symbol;
            bits.Skip(entry.Bits);
        }

        if (bits.BitsLeft != 0) throw new DamagedDataException($"{bits.BitsLeft} bits are left behind the literals of a Zstandard block");
    }
}
