using System.Numerics;

namespace ChurnPredict.Parquet;

/// <summary>Null bitmaps: one bit a row, least significant first, 1 = present.</summary>
internal static class ParquetValidity
{
    public static int CountNulls(ulong[]? validity, int length)
    {
        if (validity is null) return 0;
        var present = 0;
        for (var word = 0; word < length >> 6; word++) present += BitOperations.PopCount(validity[word]);
        if ((length & 63) != 0) present += BitOperations.PopCount(validity[length >> 6] & ((1UL << (length & 63)) - 1));
        return length - present;
    }

    public static int CountNullCodes(ReadOnlySpan<int> codes) => codes.Count(ParquetTextColumn.NullCode);

    public static ulong[]? FromCodes(ReadOnlySpan<int> codes)
    {
        if (!codes.Contains(ParquetTextColumn.NullCode)) return null;
        var validity = new ulong[(codes.Length + 63) >> 6];
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] != ParquetTextColumn.NullCode) validity[row >> 6] |= 1UL << (row & 63);
        }

        return validity;
    }
}
