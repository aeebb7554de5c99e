using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Unpacks little-endian bit-packed integers of 1 to 32 bits, the layout of Parquet's hybrid encoding.</summary>
internal static class BitUnpacker
{
    /// <summary>Unpacks values from <paramref name="firstIndex"/> on.</summary>
    /// <param name="packed">Must hold all bits of the values asked for.</param>
    /// <param name="bitWidth">1 to 32.</param>
    /// <param name="firstIndex">Index of the first value to unpack.</param>
    /// <param name="destination">Overwritten.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int bitWidth, int firstIndex, Span<int> destination)
    {
        var mask = uint.MaxValue >> (32 - bitWidth);
        var bit = (long)firstIndex * bitWidth;
        for (var index = 0; index < destination.Length; index++, bit += bitWidth)
        {
            var word = LoadWord(packed, (int)(bit >> 3));
            destination[index] = (int)((uint)(word >> (int)(bit & 7)) & mask);
        }
    }

    private static ulong LoadWord(ReadOnlySpan<byte> packed, int position)
    {
        var tail = packed[position..];
        if (tail.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(tail);
        ulong word = 0;
        for (var index = tail.Length - 1; index >= 0; index--) word = word << 8 | tail[index];
        return word;
    }
}
