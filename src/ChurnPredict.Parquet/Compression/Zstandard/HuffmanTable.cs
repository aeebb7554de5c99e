using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>A Huffman decoding table of Zstandard literals (RFC 8878, 4.2).</summary>
internal sealed class HuffmanTable
{
    private const int LongestCode = 11;
    private const int WeightAccuracy = 6;

    private HuffmanTable(int codeLength, HuffmanEntry[] entries)
    {
        CodeLength = codeLength;
        Entries = entries;
    }

    /// <summary>Bits of the longest code, 1 to 11; the table has 2 to this power entries.</summary>
    public int CodeLength { get; }

    public HuffmanEntry[] Entries { get; }

    /// <summary>Reads a tree description.</summary>
    /// <param name="data">Starts with it.</param>
    /// <param name="length">Bytes that it took.</param>
    public static HuffmanTable Read(ReadOnlySpan<byte> data, out int length)
    {
        if (data.IsEmpty) throw Truncated();
        Span<byte> weights = stackalloc byte[256];
        int header = data[0];
        int count;
        if (header < 128)
        {
            length = 1 + header;
            if (length > data.Length) throw Truncated();
            count = ReadCompressedWeights(data[1..length], weights);
        }
        else
        {
            count = header - 127;
            length = 1 + (count + 1) / 2;
            if (length > data.Length) throw Truncated();
            for (var index = 0; index < count; index++)
                weights[index] = (byte)(data[1 + (index >> 1)] >> ((index & 1) == 0 ? 4 : 0) & 15);
        }

        return FromWeights(weights, count);
    }

    private static int ReadCompressedWeights(ReadOnlySpan<byte> data, Span<byte> weights)
    {
        var table = FseTable.Read(data, WeightAccuracy, WeightAccuracy * 2 + 1, out var tableLength);
        var bits = new BackwardBitReader(data[tableLength..]);
        var entries = table.Entries;
        Span<int> states = [(int)bits.Read(table.AccuracyLog), (int)bits.Read(table.AccuracyLog)];
        for (var count = 0; ; count++)
        {
            if (count >= 254) throw new DamagedDataException("a Huffman tree has more than 255 weights");
            var entry = entries[states[count & 1]];
            weights[count] = entry.Symbol;
            states[count & 1] = entry.Base + (int)bits.Read(entry.Bits);
            if (bits.BitsLeft >= 0) continue;
            // The stream is over: the other state holds the last symbol.
            weights[count + 1] = entries[states[(count + 1) & 1]].Symbol;
            return count + 2;
        }
    }

    // The last weight is not written: it is what makes the sum a power of two.
    private static HuffmanTable FromWeights(Span<byte> weights, int count)
    {
        var sum = 0;
        foreach (var weight in weights[..count])
        {
            if (weight > LongestCode)
                throw new DamagedDataException($"found a Huffman weight of {weight}, expected at most {LongestCode}");
            sum += weight == 0 ? 0 : 1 << (weight - 1);
        }

        if (sum == 0) throw new DamagedDataException("a Huffman tree has no symbols");
        var codeLength = BitOperations.Log2((uint)sum) + 1;
        var rest = (1 << codeLength) - sum;
        if (codeLength > LongestCode || !BitOperations.IsPow2(rest))
            throw new DamagedDataException("the weights of a Huffman tree do not add up");
        weights[count] = (byte)(BitOperations.Log2((uint)rest) + 1);
        return new HuffmanTable(codeLength, Fill(weights[..(count + 1)], codeLength));
    }

    private static HuffmanEntry[] Fill(ReadOnlySpan<byte> weights, int codeLength)
    {
        var entries = new HuffmanEntry[1 << codeLength];
        var position = 0;
        for (var weight = 1; weight <= codeLength; weight++)
        {
            var entryCount = 1 << (weight - 1);
            for (var symbol = 0; symbol < weights.Length; symbol++)
            {
                if (weights[symbol] != weight) continue;
                entries.AsSpan(position, entryCount).Fill(new HuffmanEntry((byte)symbol, (byte)(codeLength + 1 - weight)));
                position += entryCount;
            }
        }

        return entries;
    }

    private static DamagedDataException Truncated() => new("a Huffman tree ends inside its description");
}
