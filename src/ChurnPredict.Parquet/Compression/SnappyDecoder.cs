using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Parquet;

/// <summary>Decodes the Snappy block format (google/snappy, format_description.txt).</summary>
internal static class SnappyDecoder
{
    // Elements are copied 16 bytes at a time while so much room is left on both sides that no copy can leave the buffers.
    private const int Slack = 64 + 16;

    /// <summary>Reads the length that the block says it decodes to.</summary>
    public static int ReadLength(ReadOnlySpan<byte> source, out int headerLength)
    {
        ulong value = 0;
        headerLength = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (headerLength >= source.Length) throw Truncated();
            var part = source[headerLength++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part >= 0x80) continue;
            if (value > int.MaxValue) break;
            return (int)value;
        }

        throw new DamagedDataException("a Snappy block announces more than 2 GiB");
    }

    /// <summary>Decodes a whole block.</summary>
    /// <param name="source">The block.</param>
    /// <param name="destination">Exactly as long as the decoded block.</param>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var length = ReadLength(source, out var position);
        if (length != destination.Length)
            throw new DamagedDataException($"a Snappy block announces {length} bytes, the page {destination.Length}");
        var written = 0;
        DecodeFast(source, destination, ref position, ref written);
        DecodeSlow(source, destination, position, written);
    }

    private static void DecodeFast(
        ReadOnlySpan<byte> source, Span<byte> destination, ref int sourcePosition, ref int destinationPosition)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var (position, written) = (sourcePosition, destinationPosition);
        var (sourceLimit, destinationLimit) = (source.Length - Slack, destination.Length - Slack);
        while (position < sourceLimit && written < destinationLimit)
        {
            var tag = Unsafe.Add(ref from, position);
            int length, offset;
            switch (tag & 3)
            {
                case 0:
                    length = (tag >> 2) + 1;
                    if (length > 16)
                    {
                        if (!TryCopyLongLiteral(source, destination, tag, ref position, ref written)) goto Done;
                        continue;
                    }

                    Copy16(ref Unsafe.Add(ref from, position + 1), ref Unsafe.Add(ref to, written));
                    position += length + 1;
                    written += length;
                    continue;
                case 1:
                    length = (tag >> 2 & 7) + 4;
                    offset = (tag >> 5) << 8 | Unsafe.Add(ref from, position + 1);
                    position += 2;
                    break;
                case 2:
                    length = (tag >> 2) + 1;
                    offset = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref from, position + 1));
                    position += 3;
                    break;
                default:
                    length = (tag >> 2) + 1;
                    offset = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref from, position + 1));
                    position += 5;
                    break;
            }

            if ((uint)(offset - 1) >= (uint)written) throw BadOffset(offset, written);
            MatchCopy.Wild(ref Unsafe.Add(ref to, written), offset, length);
            written += length;
        }

    Done:
        (sourcePosition, destinationPosition) = (position, written);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy16(ref byte from, ref byte to) => Vector128.LoadUnsafe(ref from).StoreUnsafe(ref to);

    private static bool TryCopyLongLiteral(
        ReadOnlySpan<byte> source, Span<byte> destination, int tag, ref int position, ref int written)
    {
        var start = position + 1;
        var length = LiteralLength(source, tag, ref start);
        if (length > source.Length - start || length > destination.Length - written) return false;
        source.Slice(start, (int)length).CopyTo(destination[written..]);
        position = start + (int)length;
        written += (int)length;
        return true;
    }

    private static uint LiteralLength(ReadOnlySpan<byte> source, int tag, ref int position)
    {
        var code = tag >> 2;
        if (code < 60) return (uint)code + 1;
        var extra = code - 59;
        if (source.Length - position < extra) throw Truncated();
        uint length = 0;
        for (var index = 0; index < extra; index++) length |= (uint)source[position++] << (8 * index);
        return length == uint.MaxValue ? length : length + 1;
    }

    private static void DecodeSlow(ReadOnlySpan<byte> source, Span<byte> destination, int position, int written)
    {
        while (position < source.Length)
        {
            int tag = source[position++];
            if ((tag & 3) == 0)
            {
                var literal = LiteralLength(source, tag, ref position);
                if (literal > source.Length - position) throw Truncated();
                if (literal > destination.Length - written) throw Overrun(destination);
                source.Slice(position, (int)literal).CopyTo(destination[written..]);
                position += (int)literal;
                written += (int)literal;
                continue;
            }

            var (length, offset) = ReadCopy(source, tag, ref position);
            if ((uint)(offset - 1) >= (uint)written) throw BadOffset(offset, written);
            if (length > destination.Length - written) throw Overrun(destination);
            MatchCopy.Copy(destination, written, offset, length);
            written += length;
        }

        if (written != destination.Length)
            throw new DamagedDataException($"a Snappy block decodes to {written} bytes, expected {destination.Length}");
    }

    private static (int Length, int Offset) ReadCopy(ReadOnlySpan<byte> source, int tag, ref int position)
    {
        var width = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
        if (source.Length - position < width) throw Truncated();
        var offset = 0;
        for (var index = 0; index < width; index++) offset |= source[position++] << (8 * index);
        return width == 1 ? ((tag >> 2 & 7) + 4, (tag >> 5) << 8 | offset) : ((tag >> 2) + 1, offset);
    }

    private static DamagedDataException Truncated() => new("a Snappy block ends inside an element");

    private static DamagedDataException Overrun(Span<byte> destination) =>
        new($"a Snappy block decodes to more than the {destination.Length} bytes that it announces");

    private static DamagedDataException BadOffset(int offset, int written) =>
        new($"a Snappy copy reaches back {(uint)offset} bytes, but only {written} are decoded");
}
