namespace ChurnPredict.Parquet;

/// <summary>An FSE table of literal lengths, match lengths or offsets, ready to decode.</summary>
internal sealed class SequenceTable
{
    private SequenceTable(FseTable table, Func<byte, (int Value, byte Bits)> meaning)
    {
        AccuracyLog = table.AccuracyLog;
        Entries = Array.ConvertAll(table.Entries, entry =>
        {
            var (value, bits) = meaning(entry.Symbol);
            return new SequenceEntry(value, entry.Base, bits, entry.Bits);
        });
    }

    public int AccuracyLog { get; }

    public SequenceEntry[] Entries { get; }

    public static SequenceTable OfLiteralLengths(FseTable table) =>
        new(table, symbol => (SequenceCodes.LiteralLengthBase[symbol], SequenceCodes.LiteralLengthBits[symbol]));

    public static SequenceTable OfMatchLengths(FseTable table) =>
        new(table, symbol => (SequenceCodes.MatchLengthBase[symbol], SequenceCodes.MatchLengthBits[symbol]));

    // Codes up to 31 exist; the largest only names offsets that no page of 2 GiB can have.
    public static SequenceTable OfOffsets(FseTable table) => new(table, symbol => (unchecked(1 << symbol), symbol));
}
