using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Parquet;

/// <summary>Decodes the sequences section of a block and carries it out: literals, then a copy from what is already decoded
/// (RFC 8878, 3.1.1.3.2 and 3.1.1.4).</summary>
internal sealed class ZstdSequences
{
    private const int MostPeeked = 56;
    private static readonly SequenceTable PredefinedLiteralLengths = SequenceTable.OfLiteralLengths(
        FseTable.FromCounts(SequenceCodes.LiteralLengthCounts, SequenceCodes.LiteralLengthAccuracy));

    private static readonly SequenceTable PredefinedMatchLengths = SequenceTable.OfMatchLengths(
        FseTable.FromCounts(SequenceCodes.MatchLengthCounts, SequenceCodes.MatchLengthAccuracy));

    private static readonly SequenceTable PredefinedOffsets = SequenceTable.OfOffsets(
        FseTable.FromCounts(SequenceCodes.OffsetCounts, SequenceCodes.OffsetAccuracy));

    private readonly int[] _recentOffsets = new int[3];
    private SequenceTable? _literalLengths;
    private SequenceTable? _matchLengths;
    private SequenceTable? _offsets;

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
    public int Execute(ReadOnlySpan<byte> section, ZstdLiterals literals, Span<byte> output, int frameStart, int written)
    {
        var used = 0;
        var count = ReadCount(section, out var position);
        if (count > 0)
        {
            if (position >= section.Length) throw Truncated();
            var modes = section[position++];
            _literalLengths = ReadTable(_literalLengths, modes >> 6, section, ref position, 9, SequenceCodes.LiteralLengthCount,
                PredefinedLiteralLengths, SequenceTable.OfLiteralLengths);
            _offsets = ReadTable(_offsets, modes >> 4 & 3, section, ref position, 8, SequenceCodes.OffsetCount,
                PredefinedOffsets, SequenceTable.OfOffsets);
            _matchLengths = ReadTable(_matchLengths, modes >> 2 & 3, section, ref position, 9, SequenceCodes.MatchLengthCount,
                PredefinedMatchLengths, SequenceTable.OfMatchLengths);
            written = Run(section[position..], count, literals, ref used, output, frameStart, written);
        }

        var rest = literals.Bytes[used..];
        if (rest.Length > output.Length - written) throw Overrun(output);
        rest.CopyTo(output[written..]);
        return written + rest.Length;
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

    private static SequenceTable ReadTable(
        SequenceTable? table, int mode, ReadOnlySpan<byte> section, ref int position, int maximumLog, int symbolCount,
        SequenceTable predefined, Func<FseTable, SequenceTable> make)
    {
        switch (mode)
        {
            case 0: return predefined;
            case 1:
                if (position >= section.Length) throw Truncated();
                var symbol = section[position++];
                if (symbol >= symbolCount)
                    throw new DamagedDataException($"found sequence code {symbol}, expected less than {symbolCount}");
                return make(FseTable.Constant(symbol));
            case 2:
                var read = FseTable.Read(section[position..], maximumLog, symbolCount, out var length);
                position += length;
                return make(read);
            default: return table ?? throw new DamagedDataException("a Zstandard block repeats a table, but there was none before it");
        }
    }

    private int Run(
        ReadOnlySpan<byte> stream, int count, ZstdLiterals literals, ref int used, Span<byte> output, int frameStart, int written)
    {
        var bits = new BackwardBitReader(stream);
        var (literalEntries, offsetEntries, matchEntries) = (_literalLengths!.Entries, _offsets!.Entries, _matchLengths!.Entries);
        var literal = literalEntries[(int)bits.Read(_literalLengths.AccuracyLog)];
        var offset = offsetEntries[(int)bits.Read(_offsets.AccuracyLog)];
        var match = matchEntries[(int)bits.Read(_matchLengths.AccuracyLog)];
        while (true)
        {
            ReadValues(ref bits, literal, offset, match, out var literalLength, out var distanceCode, out var matchLength);
            var distance = ResolveOffset(distanceCode, literalLength);
            if (literalLength > literals.Count - used)
                throw new DamagedDataException("a Zstandard block's sequences use more literals than it has");
            if ((long)literalLength + matchLength > output.Length - written) throw Overrun(output);
            CopyLiterals(literals, used, output, written, literalLength);
            used += literalLength;
            written += literalLength;
            if (distance <= 0 || distance > written - frameStart) throw BadOffset(distance, written - frameStart);
            MatchCopy.Copy(output, written, (int)distance, matchLength);
            written += matchLength;
            if (--count == 0) break;
            // The three states take at most 26 bits: one look.
            var window = bits.Peek(literal.StateBits + match.StateBits + offset.StateBits);
            bits.Skip(literal.StateBits + match.StateBits + offset.StateBits);
            var (matchAndOffset, offsetBits) = (match.StateBits + offset.StateBits, offset.StateBits);
            literal = literalEntries[literal.NextState + (int)(window >> matchAndOffset)];
            match = matchEntries[match.NextState + (int)(window >> offsetBits & ((1UL << match.StateBits) - 1))];
            offset = offsetEntries[offset.NextState + (int)(window & ((1UL << offsetBits) - 1))];
        }

        if (bits.BitsLeft != 0)
            throw new DamagedDataException($"{bits.BitsLeft} bits are left behind the sequences of a Zstandard block");
        return written;
    }

    // Offset first, then match length, then literal length, each on top of what its code stands for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadValues(
        ref BackwardBitReader bits, SequenceEntry literal, SequenceEntry offset, SequenceEntry match,
        out int literalLength, out long distanceCode, out int matchLength)
    {
        var lengthBits = match.ExtraBits + literal.ExtraBits;
        if (offset.ExtraBits + lengthBits <= MostPeeked)
        {
            var window = bits.Peek(offset.ExtraBits + lengthBits);
            bits.Skip(offset.ExtraBits + lengthBits);
            distanceCode = (uint)offset.Value + (long)(window >> lengthBits);
            matchLength = match.Value + (int)(window >> literal.ExtraBits & ((1UL << match.ExtraBits) - 1));
            literalLength = literal.Value + (int)(window & ((1UL << literal.ExtraBits) - 1));
            return;
        }

        distanceCode = (uint)offset.Value + (long)bits.Read(offset.ExtraBits);
        matchLength = match.Value + (int)bits.Read(match.ExtraBits);
        literalLength = literal.Value + (int)bits.Read(literal.ExtraBits);
    }

    private long ResolveOffset(long code, int literalLength)
    {
        var recent = _recentOffsets;
        if (code > 3)
        {
            (recent[2], recent[1], recent[0]) = (recent[1], recent[0], (int)Math.Min(code - 3, int.MaxValue));
            return code - 3;
        }

        var index = (int)code - 1 + (literalLength == 0 ? 1 : 0);
        if (index == 0) return recent[0];
        var distance = index < 3 ? recent[index] : recent[0] - 1;
        if (index > 1) recent[2] = recent[1];
        (recent[1], recent[0]) = (recent[0], distance);
        return distance;
    }

    // Short runs of literals go in one copy of 16 bytes where both sides have the room: most are shorter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLiterals(ZstdLiterals literals, int used, Span<byte> output, int written, int length)
    {
        if (length <= MatchCopy.Slack && output.Length - written >= MatchCopy.Slack)
        {
            Vector128.LoadUnsafe(ref literals.At(used))
                .StoreUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(output), written));
            return;
        }

        literals.Bytes.Slice(used, length).CopyTo(output[written..]);
    }

    private static DamagedDataException Truncated() => new("a Zstandard block ends inside its sequences");

    private static DamagedDataException Overrun(Span<byte> output) =>
        new($"Zstandard data decodes to more than the {output.Length} bytes that the page announces");

    private static DamagedDataException BadOffset(long distance, int decoded) =>
        new($"a Zstandard copy reaches back {distance} bytes, but only {decoded} are decoded");
}
