using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>A Huffman code of at most 11 bits over bytes, in the canonical order of Zstandard (RFC 8878, 4.2.1).</summary>
internal sealed class HuffmanCode
{
    private const int LongestCode = 11;

    // Weights of up to 128 symbols can be written without compression; further symbols have none.
    private const int MostSymbols = 128;
    private readonly int[] _codes = new int[MostSymbols];

    private HuffmanCode(byte[] lengths, int symbolCount)
    {
        (Lengths, SymbolCount) = (lengths, symbolCount);
        LongestLength = lengths.Max();
        var position = 0;
        for (var length = LongestLength; length > 0; length--)
        {
            for (var symbol = 0; symbol < symbolCount; symbol++)
            {
                if (lengths[symbol] != length) continue;
                _codes[symbol] = position >> (LongestLength - length);
                position += 1 << (LongestLength - length);
            }
        }
    }

    /// <summary>Bits of each symbol's code, 0 where it does not occur.</summary>
    public byte[] Lengths { get; }

    public int SymbolCount { get; }

    public int LongestLength { get; }

    /// <summary>Bytes of the tree's description.</summary>
    public int DescriptionLength => 1 + SymbolCount / 2;

    /// <summary>A code for these bytes; null when there are too few kinds or a byte is 128 or more.</summary>
    public static HuffmanCode? TryBuild(ReadOnlySpan<byte> literals)
    {
        if (literals.ContainsAnyExceptInRange((byte)0, (byte)(MostSymbols - 1))) return null;
        Span<int> counts = stackalloc int[MostSymbols];
        foreach (var literal in literals) counts[literal]++;
        var symbolCount = counts.LastIndexOfAnyExcept(0) + 1;
        var used = counts[..symbolCount].Length - counts[..symbolCount].Count(0);
        return used < 2 ? null : new HuffmanCode(LimitedLengths(counts[..symbolCount], literals.Length), symbolCount);
    }

    /// <summary>Bits that the literals take.</summary>
    public long Size(ReadOnlySpan<byte> literals)
    {
        long size = 0;
        foreach (var literal in literals) size += Lengths[literal];
        return size;
    }

    /// <summary>Appends the weights, four bits each; the last symbol's follows from the others.</summary>
    public void WriteDescription(ByteSink output)
    {
        var count = SymbolCount - 1;
        output.AppendByte((byte)(127 + count));
        for (var symbol = 0; symbol < count; symbol += 2)
            output.AppendByte((byte)(Weight(symbol) << 4 | (symbol + 1 < count ? Weight(symbol + 1) : 0)));
    }

    /// <summary>Appends a stream, last literal first.</summary>
    public void WriteStream(ReadOnlySpan<byte> literals, ByteSink output)
    {
        var bits = new BackwardBitWriter(output);
        for (var index = literals.Length - 1; index >= 0; index--) bits.Write((ulong)_codes[literals[index]], Lengths[literals[index]]);
        bits.Finish();
    }

    private int Weight(int symbol) => Lengths[symbol] == 0 ? 0 : LongestLength + 1 - Lengths[symbol];

    // Lengths near the optimum: each starts at its entropy, rounded, and then the shortest step that makes the code complete is
    // taken again and again. Far simpler than package-merge and within a percent of it on page-sized inputs.
    private static byte[] LimitedLengths(ReadOnlySpan<int> counts, int total)
    {
        var lengths = new byte[counts.Length];
        var room = 1 << LongestCode;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == 0) continue;
            lengths[symbol] = (byte)Math.Clamp((int)Math.Round(Math.Log2((double)total / counts[symbol])), 1, LongestCode);
            room -= 1 << (LongestCode - lengths[symbol]);
        }

        while (room < 0) room += Lengthen(counts, lengths);
        while (room > 0) room -= Shorten(counts, lengths, room);
        return lengths;
    }

    // Gives up a bit of the symbol that loses least for the room it frees.
    private static int Lengthen(ReadOnlySpan<int> counts, byte[] lengths)
    {
        var (best, bestCost) = (-1, double.MaxValue);
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] is 0 or LongestCode) continue;
            var cost = (double)counts[symbol] * (1 << lengths[symbol]);
            if (cost < bestCost) (best, bestCost) = (symbol, cost);
        }

        lengths[best]++;
        return 1 << (LongestCode - lengths[best]);
    }

    // Gives a bit to the symbol that gains most among those that fit; one of the longest always fits.
    private static int Shorten(ReadOnlySpan<int> counts, byte[] lengths, int room)
    {
        var (best, bestGain) = (-1, -1.0);
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var needed = 1 << (LongestCode - lengths[symbol]);
            if (lengths[symbol] <= 1 || needed > room) continue;
            var gain = (double)counts[symbol] / needed;
            if (gain > bestGain) (best, bestGain) = (symbol, gain);
        }

        var taken = 1 << (LongestCode - lengths[best]);
        lengths[best]--;
        return taken;
    }
}
