namespace ChurnPredict.Parquet;

/// <summary>Decodes the sequences section of a block and carries it out: literals, then a copy from what is already decoded
/// (RFC 8878, 3.1.1.3.2 and 3.1.1.4).</summary>
internal sealed class ZstdSequences
{
    private static readonly FseTable PredefinedLiteralLengths =
        FseTable.FromCounts(SequenceCodes.LiteralLengthCounts, SequenceCodes.LiteralLengthAccuracy);

    private static readonly FseTable PredefinedMatchLengths =
        FseTable.FromCounts(SequenceCodes.MatchLengthCounts, SequenceCodes.MatchLengthAccuracy);

    private static readonly FseTable PredefinedOffsets = FseTable.FromCounts(SequenceCodes.OffsetCounts, SequenceCodes.OffsetAccuracy);

    private readonly int[] _recentOffsets = new int[3];
    private FseTable? _literalLengths;
    private FseTable? _matchLengths;
    private FseTable? _offsets;

    /// <summary>A frame starts without tables to repeat and with the offsets 1, 4 and 8.</summary>
    public void Reset()
    {
        (_literalLengths, _matchLengths, _offsets) = (null, null, null);
        (_recentOffsets[0], _recentOffsets[1], _recentOffsets[2]) = (1, 4, 8);
    }

    /// <summary>Carries out a section.</summary>
    /// <param name="section">The section, to the end of its block.</param>
    /// <param name="literals">The block's literals.</param>
    /// <param name="output">All that is decoded so far, and room behind it.</param>
    /// <param name="frameStart">Where the frame's output starts: copies cannot reach before it.</param>
    /// <param name="written">Where the block's output starts.</param>
    /// <returns>Where the block's output ends.</returns>
    public int Execute(ReadOnlySpan<byte> section, ReadOnlySpan<byte> literals, Span<byte> output, int frameStart, int written)
    {
        var count = ReadCount(section, out var position);
        if (count > 0)
        {
            if (position >= section.Length) throw Truncated();
            var modes = section[position++];
            ReadTable(ref _literalLengths, modes >> 6, section, ref position, 9, SequenceCodes.LiteralLengthCount, PredefinedLiteralLengths);
            ReadTable(ref _offsets, modes >> 4 & 3, section, ref position, 8, SequenceCodes.OffsetCount, PredefinedOffsets);
            ReadTable(ref _matchLengths, modes >> 2 & 3, section, ref position, 9, SequenceCodes.MatchLengthCount, PredefinedMatchLengths);
            written = Run(section[position..], count, ref literals, output, frameStart, written);
        }

        if (literals.Length > output.Length - written) throw Overrun(output);
        literals.CopyTo(output[written..]);
        return written + literals.Length;
    }

    private static int ReadCount(ReadOnlySpan<byte> section, out int position)
    {
        position = 1;
        if (section.IsEmpty) throw Truncated();
        int first = section[0];
        if (first < 128) return first;
        position = first == 255 ? 3 : 2;
        if (section.Length < position) throw Truncated();
        return first == 255 ? section[1] + (section[2] << 8) + 0x7F00 : ((first - 128) << 8) + section[1];
    }

    private static void ReadTable(
        ref FseTable? table, int mode, ReadOnlySpan<byte> section, ref int position, int maximumLog, int symbolCount, FseTable predefined)
    {
        switch (mode)
        {
            case 0: table = predefined; break;
            case 1:
                if (position >= section.Length) throw Truncated();
                if (section[position] >= symbolCount) throw new DamagedDataException($"found sequence code {section[position]}, expected less than {symbolCount}");
                table = FseTable.Constant(section[position++]);
                break;
            case 2:
                table = FseTable.Read(section[position..], maximumLog, symbolCount, out var length);
                position += length;
                break;
            default:
                if (table is null) throw new DamagedDataException("a Zstandard block repeats a table, but there was none before it");
                break;
        }
    }

    private int Run(ReadOnlySpan<byte> stream, int count, ref ReadOnlySpan<byte> literals, Span<byte> output, int frameStart, int written)
    {
        var bits = new BackwardBitReader(stream);
        var (literalTable, offsetTable, matchTable) = (_literalLengths!, _offsets!, _matchLengths!);
        var literalState = (int)bits.Read(literalTable.AccuracyLog);
        var offsetState = (int)bits.Read(offsetTable.AccuracyLog);
        var matchState = (int)bits.Read(matchTable.AccuracyLog);
        while (true)
        {
            var (literalEntry, offsetEntry, matchEntry) =
                (literalTable.Entries[literalState], offsetTable.Entries[offsetState], matchTable.Entries[matchState]);
            var offsetValue = (1L << offsetEntry.Symbol) + (long)bits.Read(offsetEntry.Symbol);
            var matchLength = SequenceCodes.MatchLengthBase[matchEntry.Symbol] + (int)bits.Read(SequenceCodes.MatchLengthBits[matchEntry.Symbol]);
            var literalLength = SequenceCodes.LiteralLengthBase[literalEntry.Symbol]
                + (int)bits.Read(SequenceCodes.LiteralLengthBits[literalEntry.Symbol]);
            var offset = ResolveOffset(offsetValue, literalLength);
            if (literalLength > literals.Length) throw new DamagedDataException("a Zstandard block's sequences use more literals than it has");
            if ((long)literalLength + matchLength > output.Length - written) throw Overrun(output);
            CopyLiterals(literals, output, written, literalLength);
            literals = literals[literalLength..];
            written += literalLength;
            if (offset <= 0 || offset > written - frameStart)
                throw new DamagedDataException($"a Zstandard copy reaches back {offset} bytes, but only {written - frameStart} are decoded");
            MatchCopy.Copy(output, written, (int)offset, matchLength);
            written += matchLength;
            if (--count == 0) break;
            literalState = literalEntry.Base + (int)bits.Read(literalEntry.Bits);
            matchState = matchEntry.Base + (int)bits.Read(matchEntry.Bits);
            offsetState = offsetEntry.Base + (int)bits.Read(offsetEntry.Bits);
        }

        if (bits.BitsLeft != 0) throw new DamagedDataException($"{bits.BitsLeft} bits are left behind the sequences of a Zstandard block");
        return written;
    }

    private long ResolveOffset(long value, int literalLength)
    {
        var recent = _recentOffsets;
        if (value > 3)
        {
            (recent[2], recent[1], recent[0]) = (recent[1], recent[0], (int)Math.Min(value - 3, int.MaxValue));
            return value - 3;
        }

        var index = (int)value - 1 + (literalLength == 0 ? 1 : 0);
        if (index == 0) return recent[0];
        var offset = index < 3 ? recent[index] : recent[0] - 1;
        if (index > 1) recent[2] = recent[1];
        (recent[1], recent[0]) = (recent[0], offset);
        return offset;
    }

    private static void CopyLiterals(ReadOnlySpan<byte> literals, Span<byte> output, int written, int length) =>
        literals[..length].CopyTo(output[written..]);

    private static DamagedDataException Truncated() => new("a Zstandard block ends inside its sequences");

    private static DamagedDataException Overrun(Span<byte> output) =>
        new($"Zstandard data decodes to more than the {output.Length} bytes that the page announces");
}
