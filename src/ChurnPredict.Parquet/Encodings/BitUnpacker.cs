using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChurnPredict.Parquet;

/// <summary>Unpacks little-endian bit-packed integers of 1 to 32 bits, the layout of Parquet's hybrid encoding.</summary>
internal static class BitUnpacker
{
    // Four values and the bits before the first must fit one 128-bit lane, and each value with its shift 32 bits.
    private const int WidestVector = 25;
    private static readonly Vector256<byte>[] Shuffles = BuildShuffles();
    private static readonly Vector256<uint>[] Shifts = BuildShifts();

    /// <summary>Unpacks values from <paramref name="firstIndex"/> on, with vectors where the processor has them.</summary>
    /// <param name="packed">Must hold all bits of the values asked for.</param>
    /// <param name="bitWidth">1 to 32.</param>
    /// <param name="firstIndex">Index of the first value to unpack.</param>
    /// <param name="destination">Overwritten.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int bitWidth, int firstIndex, Span<int> destination)
    {
        if (Avx2.IsSupported && bitWidth <= WidestVector) UnpackVector(packed, bitWidth, firstIndex, destination);
        else UnpackScalar(packed, bitWidth, firstIndex, destination);
    }

    /// <summary>The plain loop: what <see cref="UnpackVector"/> must agree with.</summary>
    public static void UnpackScalar(ReadOnlySpan<byte> packed, int bitWidth, int firstIndex, Span<int> destination)
    {
        var mask = uint.MaxValue >> (32 - bitWidth);
        var bit = (long)firstIndex * bitWidth;
        for (var index = 0; index < destination.Length; index++, bit += bitWidth)
        {
            var word = LoadWord(packed, (int)(bit >> 3));
            destination[index] = (int)((uint)(word >> (int)(bit & 7)) & mask);
        }
    }

    /// <summary>Eight values a step; needs AVX2 and at most 25 bits.</summary>
    public static void UnpackVector(ReadOnlySpan<byte> packed, int bitWidth, int firstIndex, Span<int> destination)
    {
        // Groups of eight start at a byte: values before the first whole group go one by one.
        var head = Math.Min((8 - (firstIndex & 7)) & 7, destination.Length);
        UnpackScalar(packed, bitWidth, firstIndex, destination[..head]);
        var index = head;
        var position = (int)((long)(firstIndex + head) * bitWidth >> 3);
        var upperLane = bitWidth >> 1;
        var lastPosition = packed.Length - upperLane - Vector128<byte>.Count;
        var (shuffle, shifts) = (Shuffles[bitWidth], Shifts[bitWidth]);
        var mask = Vector256.Create(uint.MaxValue >> (32 - bitWidth));
        ref var from = ref MemoryMarshal.GetReference(packed);
        ref var to = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(destination));
        for (; index + 8 <= destination.Length && position <= lastPosition; index += 8, position += bitWidth)
        {
            ref var group = ref Unsafe.Add(ref from, position);
            var bytes = Vector256.Create(Vector128.LoadUnsafe(ref group), Vector128.LoadUnsafe(ref Unsafe.Add(ref group, upperLane)));
            var values = Avx2.ShiftRightLogicalVariable(Avx2.Shuffle(bytes, shuffle).AsUInt32(), shifts) & mask;
            values.StoreUnsafe(ref to, (nuint)index);
        }

        UnpackScalar(packed, bitWidth, firstIndex + index, destination[index..]);
    }

    private static ulong LoadWord(ReadOnlySpan<byte> packed, int position)
    {
        var tail = packed[position..];
        if (tail.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(tail);
        ulong word = 0;
        for (var index = tail.Length - 1; index >= 0; index--) word = word << 8 | tail[index];
        return word;
    }

    private static Vector256<byte>[] BuildShuffles()
    {
        var shuffles = new Vector256<byte>[WidestVector + 1];
        var bytes = new byte[Vector256<byte>.Count];
        for (var width = 1; width <= WidestVector; width++)
        {
            for (var lane = 0; lane < bytes.Length; lane++) bytes[lane] = (byte)((StartBit(width, lane >> 2) >> 3) + (lane & 3));
            shuffles[width] = Vector256.Create(bytes);
        }

        return shuffles;
    }

    private static Vector256<uint>[] BuildShifts()
    {
        var shifts = new Vector256<uint>[WidestVector + 1];
        var bits = new uint[Vector256<uint>.Count];
        for (var width = 1; width <= WidestVector; width++)
        {
            for (var value = 0; value < bits.Length; value++) bits[value] = (uint)StartBit(width, value) & 7;
            shifts[width] = Vector256.Create(bits);
        }

        return shifts;
    }

    // Where a value starts in its 128-bit lane; the upper lane is loaded from byte width / 2 on.
    private static int StartBit(int width, int value) => value < 4 ? value * width : (value * width) - ((width >> 1) * 8);
}
