using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>A decoding table of Finite State Entropy coding (RFC 8878, 4.1.1).</summary>
internal sealed class FseTable
{
    private FseTable(int accuracyLog, FseEntry[] entries)
    {
        AccuracyLog = accuracyLog;
        Entries = entries;
    }

    /// <summary>The table has 2 to this power entries.</summary>
    public int AccuracyLog { get; }

    public FseEntry[] Entries { get; }

    /// <summary>A table that always gives one symbol and takes no bits.</summary>
    public static FseTable Constant(byte symbol) => new(0, [new FseEntry(0, symbol, 0)]);

    /// <summary>Reads a table's description.</summary>
    /// <param name="data">Starts with the description.</param>
    /// <param name="maximumLog">Largest accuracy that the format allows here.</param>
    /// <param name="symbolCount">Number of symbols that exist here.</param>
    /// <param name="length">Bytes of the description.</param>
    public static FseTable Read(ReadOnlySpan<byte> data, int maximumLog, int symbolCount, out int length)
    {
        var reader = new ForwardBitReader(data);
        var accuracyLog = reader.Read(4) + 5;
        if (accuracyLog > maximumLog)
            throw new DamagedDataException($"found a Zstandard table of accuracy {accuracyLog}, expected at most {maximumLog}");
        Span<short> counts = stackalloc short[symbolCount];
        var used = ReadCounts(ref reader, 1 << accuracyLog, counts);
        length = reader.BytesRead;
        return FromCounts(counts[..used], accuracyLog);
    }

    /// <summary>Builds the table from normalised counts, where −1 stands for "less than one".</summary>
    public static FseTable FromCounts(ReadOnlySpan<short> counts, int accuracyLog)
    {
        var size = 1 << accuracyLog;
        var symbols = SpreadSymbols(counts, size);
        Span<int> next = stackalloc int[counts.Length];
        for (var symbol = 0; symbol < counts.Length; symbol++) next[symbol] = counts[symbol] == -1 ? 1 : counts[symbol];
        var entries = new FseEntry[size];
        for (var state = 0; state < size; state++)
        {
            var symbol = symbols[state];
            var number = next[symbol]++;
            var bits = accuracyLog - BitOperations.Log2((uint)number);
            entries[state] = new FseEntry((ushort)((number << bits) - size), symbol, (byte)bits);
        }

        return new FseTable(accuracyLog, entries);
    }

    /// <summary>Which symbol each state stands for; the encoder builds its table from the same order.</summary>
    public static byte[] SpreadSymbols(ReadOnlySpan<short> counts, int size)
    {
        var symbols = new byte[size];
        var high = size;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == -1) symbols[--high] = (byte)symbol;
        }

        var (step, position) = ((size >> 1) + (size >> 3) + 3, 0);
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            for (var index = 0; index < counts[symbol]; index++)
            {
                symbols[position] = (byte)symbol;
                do position = (position + step) & (size - 1);
                while (position >= high);
            }
        }

        return symbols;
    }

    private static int ReadCounts(ref ForwardBitReader reader, int size, scoped Span<short> counts)
    {
        var (remaining, symbol) = (size, 0);
        while (remaining > 0)
        {
            if (symbol >= counts.Length) throw new DamagedDataException("a Zstandard table has more symbols than exist");
            var count = ReadCount(ref reader, remaining) - 1;
            remaining -= Math.Abs(count);
            if (remaining < 0) throw new DamagedDataException("the counts of a Zstandard table exceed its size");
            counts[symbol++] = (short)count;
            if (count == 0) symbol += ReadZeroRun(ref reader);
        }

        return Math.Min(symbol, counts.Length);
    }

    // Values are written in as few bits as the remaining total allows (RFC 8878, 4.1.1).
    private static int ReadCount(ref ForwardBitReader reader, int remaining)
    {
        var bits = BitOperations.Log2((uint)remaining + 1) + 1;
        var value = reader.Read(bits);
        var lowMask = (1 << (bits - 1)) - 1;
        var threshold = (1 << bits) - 1 - (remaining + 1);
        if ((value & lowMask) < threshold)
        {
            reader.Unread(1);
            return value & lowMask;
        }

        return value > lowMask ? value - threshold : value;
    }

    private static int ReadZeroRun(ref ForwardBitReader reader)
    {
        var total = 0;
        int run;
        do
        {
            run = reader.Read(2);
            total += run;
        }
        while (run == 3);
        return total;
    }
}
