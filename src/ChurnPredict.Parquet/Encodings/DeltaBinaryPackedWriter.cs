using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>Writes DELTA_BINARY_PACKED: blocks of 128 differences in four miniblocks.</summary>
internal static class DeltaBinaryPackedWriter
{
    private const int BlockLength = 128;
    private const int MiniblockCount = 4;
    private const int MiniblockLength = BlockLength / MiniblockCount;

    /// <summary>Appends <paramref name="values"/>; differences wrap in the type's own width.</summary>
    public static void Write<T>(ReadOnlySpan<T> values, ByteSink output)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        output.AppendVarint(BlockLength);
        output.AppendVarint(MiniblockCount);
        output.AppendVarint((ulong)values.Length);
        output.AppendZigZag(values.IsEmpty ? 0 : Signed(values[0]));
        Span<long> deltas = stackalloc long[BlockLength];
        Span<ulong> packed = stackalloc ulong[BlockLength];
        for (var first = 1; first < values.Length; first += BlockLength)
        {
            var count = Math.Min(BlockLength, values.Length - first);
            var minimum = Differences(values.Slice(first - 1, count + 1), deltas);
            packed.Clear();
            for (var index = 0; index < count; index++) packed[index] = Unsigned<T>(deltas[index] - minimum);
            WriteBlock(minimum, packed, count, output);
        }
    }

    /// <summary>Bytes that <see cref="Write"/> would append, without the header.</summary>
    public static long Size<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        long size = 0;
        Span<long> deltas = stackalloc long[BlockLength];
        for (var first = 1; first < values.Length; first += BlockLength)
        {
            var count = Math.Min(BlockLength, values.Length - first);
            var minimum = Differences(values.Slice(first - 1, count + 1), deltas);
            for (var start = 0; start < count; start += MiniblockLength)
            {
                ulong bits = 0;
                foreach (var delta in deltas[start..Math.Min(count, start + MiniblockLength)]) bits |= Unsigned<T>(delta - minimum);
                size += BitWidth(bits) * MiniblockLength / 8;
            }

            size += MiniblockCount + 5;
        }

        return size;
    }

    private static void WriteBlock(long minimum, ReadOnlySpan<ulong> packed, int count, ByteSink output)
    {
        output.AppendZigZag(minimum);
        Span<int> widths = stackalloc int[MiniblockCount];
        for (var miniblock = 0; miniblock < MiniblockCount; miniblock++)
        {
            ulong bits = 0;
            foreach (var value in packed.Slice(miniblock * MiniblockLength, MiniblockLength)) bits |= value;
            widths[miniblock] = BitWidth(bits);
            output.AppendByte((byte)widths[miniblock]);
        }

        // Miniblocks behind the last value have a width but no bytes.
        for (var miniblock = 0; miniblock * MiniblockLength < count; miniblock++)
        {
            var values = packed.Slice(miniblock * MiniblockLength, MiniblockLength);
            BitPacker.Pack(values, widths[miniblock], output.Extend(widths[miniblock] * MiniblockLength / 8));
        }
    }

    private static long Differences<T>(ReadOnlySpan<T> values, Span<long> deltas)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var minimum = long.MaxValue;
        for (var index = 1; index < values.Length; index++)
        {
            var delta = Signed(unchecked(values[index] - values[index - 1]));
            deltas[index - 1] = delta;
            minimum = Math.Min(minimum, delta);
        }

        return minimum;
    }

    private static int BitWidth(ulong bits) => 64 - BitOperations.LeadingZeroCount(bits);

    private static long Signed<T>(T value)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        typeof(T) == typeof(ulong) ? unchecked((long)ulong.CreateTruncating(value)) : long.CreateTruncating(value);

    // 32-bit differences above their minimum fit 32 bits when they wrap as the type does.
    private static ulong Unsigned<T>(long value)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        T.MaxValue == T.CreateTruncating(int.MaxValue) ? (uint)value : (ulong)value;
}
