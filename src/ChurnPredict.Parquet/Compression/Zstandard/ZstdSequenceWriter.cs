using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>Writes the sequences section of a block with the predefined tables.</summary>
internal static class ZstdSequenceWriter
{
    private static readonly FseEncoder LiteralLengths = new(SequenceCodes.LiteralLengthCounts, SequenceCodes.LiteralLengthAccuracy);
    private static readonly FseEncoder MatchLengths = new(SequenceCodes.MatchLengthCounts, SequenceCodes.MatchLengthAccuracy);
    private static readonly FseEncoder Offsets = new(SequenceCodes.OffsetCounts, SequenceCodes.OffsetAccuracy);

    public static void Write(ReadOnlySpan<ZstdSequence> sequences, ByteSink output)
    {
        WriteCount(sequences.Length, output);
        if (sequences.IsEmpty) return;
        // All three tables are predefined.
        output.AppendByte(0);
        WriteStream(sequences, output);
    }

    private static void WriteCount(int count, ByteSink output)
    {
        if (count < 128)
        {
            output.AppendByte((byte)count);
        }
        else if (count < 0x7F00)
        {
            output.AppendByte((byte)((count >> 8) + 128));
            output.AppendByte((byte)count);
        }
        else
        {
            output.AppendByte(255);
            output.AppendByte((byte)(count - 0x7F00));
            output.AppendByte((byte)((count - 0x7F00) >> 8));
        }
    }

    // The stream is read from its end, so the last sequence is written first.
    private static void WriteStream(ReadOnlySpan<ZstdSequence> sequences, ByteSink output)
    {
        var bits = new BackwardBitWriter(output);
        var last = sequences[^1];
        var literalState = LiteralLengths.Start(LiteralLengthCode(last.LiteralLength));
        var matchState = MatchLengths.Start(MatchLengthCode(last.MatchLength));
        var offsetState = Offsets.Start(OffsetCode(last.OffsetValue));
        WriteExtraBits(last, ref bits);
        for (var index = sequences.Length - 2; index >= 0; index--)
        {
            var sequence = sequences[index];
            Offsets.Encode(ref offsetState, OffsetCode(sequence.OffsetValue), ref bits);
            MatchLengths.Encode(ref matchState, MatchLengthCode(sequence.MatchLength), ref bits);
            LiteralLengths.Encode(ref literalState, LiteralLengthCode(sequence.LiteralLength), ref bits);
            WriteExtraBits(sequence, ref bits);
        }

        bits.Write((ulong)matchState, MatchLengths.AccuracyLog);
        bits.Write((ulong)offsetState, Offsets.AccuracyLog);
        bits.Write((ulong)literalState, LiteralLengths.AccuracyLog);
        bits.Finish();
    }

    private static void WriteExtraBits(ZstdSequence sequence, ref BackwardBitWriter bits)
    {
        var literalCode = LiteralLengthCode(sequence.LiteralLength);
        bits.Write((ulong)(sequence.LiteralLength - SequenceCodes.LiteralLengthBase[literalCode]), SequenceCodes.LiteralLengthBits[literalCode]);
        var matchCode = MatchLengthCode(sequence.MatchLength);
        bits.Write((ulong)(sequence.MatchLength - SequenceCodes.MatchLengthBase[matchCode]), SequenceCodes.MatchLengthBits[matchCode]);
        bits.Write((ulong)sequence.OffsetValue, OffsetCode(sequence.OffsetValue));
    }

    private static int OffsetCode(int value) => BitOperations.Log2((uint)value);

    // From 64 (literals) and 131 (matches) on, codes follow the power of two; below, the table is searched.
    private static int LiteralLengthCode(int length)
    {
        if (length < 16) return length;
        return length >= 64 ? BitOperations.Log2((uint)length) + 19 : CodeOf(length, SequenceCodes.LiteralLengthBase[..26]);
    }

    private static int MatchLengthCode(int length)
    {
        if (length < 35) return length - 3;
        return length >= 131 ? BitOperations.Log2((uint)length - 3) + 36 : CodeOf(length, SequenceCodes.MatchLengthBase[..44]);
    }

    private static int CodeOf(int length, ReadOnlySpan<int> bases)
    {
        var code = bases.Length - 1;
        while (bases[code] > length) code--;
        return code;
    }
}
