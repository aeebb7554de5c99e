using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>DELTA_BINARY_PACKED: a first value, then blocks of bit-packed differences. Sums wrap as the format says.</summary>
internal static class DeltaBinaryPacked
{
    // Differences are unpacked so many at a time; every miniblock is a multiple of 32 of them.
    private const int StepLength = 32;

    /// <summary>Decodes INT32 values into their stored form.</summary>
    /// <returns>Bytes read.</returns>
    public static int DecodeInt32(ReadOnlySpan<byte> body, Span<byte> stored)
    {
        var destination = MemoryMarshal.Cast<byte, int>(stored);
        return Decode(body, destination);
    }

    /// <summary>Decodes INT64 values into their stored form.</summary>
    /// <returns>Bytes read.</returns>
    public static int DecodeInt64(ReadOnlySpan<byte> body, Span<byte> stored)
    {
        var destination = MemoryMarshal.Cast<byte, long>(stored);
        return Decode(body, destination);
    }

    private static int Decode<T>(ReadOnlySpan<byte> body, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        var header = DeltaHeader.Read(body, out var position);
        if (header.TotalCount != (ulong)destination.Length)
            throw new DamagedDataException($"found {header.TotalCount} delta-encoded values, expected {destination.Length}");
        if (destination.IsEmpty) return position;
        var value = header.FirstValue;
        destination[0] = T.CreateTruncating(value);
        var filled = 1;
        Span<long> deltas = stackalloc long[StepLength];
        while (filled < destination.Length)
        {
            var minimum = DeltaHeader.ReadZigZag(body, ref position);
            if (body.Length - position < header.MiniblockCount) ThrowTruncated();
            var widths = body.Slice(position, header.MiniblockCount);
            position += header.MiniblockCount;
            for (var miniblock = 0; miniblock < widths.Length && filled < destination.Length; miniblock++)
            {
                var packed = Miniblock(body, widths[miniblock], header.MiniblockLength, destination.Length - filled, ref position);
                for (var first = 0; first < header.MiniblockLength && filled < destination.Length; first += StepLength)
                {
                    var step = deltas[..Math.Min(StepLength, destination.Length - filled)];
                    Unpack(packed, widths[miniblock], first, step);
                    foreach (var delta in step)
                    {
                        value += minimum + delta;
                        destination[filled++] = T.CreateTruncating(value);
                    }
                }
            }
        }

        return position;
    }

    // The last miniblock may be cut behind its last value.
    private static ReadOnlySpan<byte> Miniblock(
        ReadOnlySpan<byte> body, int bitWidth, int length, int valuesLeft, ref int position)
    {
        if (bitWidth > 64) throw new DamagedDataException($"found differences of {bitWidth} bits, expected at most 64");
        var bytes = (long)length * bitWidth / 8;
        var available = body.Length - position;
        if (bytes > available)
        {
            if (((long)Math.Min(valuesLeft, length) * bitWidth + 7) / 8 > available) ThrowTruncated();
            bytes = available;
        }

        var packed = body.Slice(position, (int)bytes);
        position += (int)bytes;
        return packed;
    }

    private static void Unpack(ReadOnlySpan<byte> packed, int bitWidth, int firstIndex, Span<long> destination)
    {
        if (bitWidth == 0)
        {
            destination.Clear();
            return;
        }

        if (bitWidth <= 32)
        {
            UnpackNarrow(packed, bitWidth, firstIndex, destination);
            return;
        }

        var mask = ulong.MaxValue >> (64 - bitWidth);
        var bit = (long)firstIndex * bitWidth;
        for (var index = 0; index < destination.Length; index++, bit += bitWidth)
        {
            var (position, shift) = ((int)(bit >> 3), (int)(bit & 7));
            var word = LoadWord(packed, position) >> shift;
            if (shift + bitWidth > 64) word |= (ulong)packed[position + 8] << (64 - shift);
            destination[index] = (long)(word & mask);
        }
    }

    private static void UnpackNarrow(ReadOnlySpan<byte> packed, int bitWidth, int firstIndex, Span<long> destination)
    {
        Span<int> values = stackalloc int[StepLength];
        BitUnpacker.Unpack(packed, bitWidth, firstIndex, values[..destination.Length]);
        for (var index = 0; index < destination.Length; index++) destination[index] = (uint)values[index];
    }

    private static ulong LoadWord(ReadOnlySpan<byte> packed, int position)
    {
        var tail = packed[position..];
        if (tail.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(tail);
        ulong word = 0;
        for (var index = tail.Length - 1; index >= 0; index--) word = word << 8 | tail[index];
        return word;
    }

    private static void ThrowTruncated() => throw new DamagedDataException("delta-encoded values end inside a block");
}
