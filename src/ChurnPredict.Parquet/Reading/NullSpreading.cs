namespace ChurnPredict.Parquet;

/// <summary>Moves densely decoded values to the rows that are present.</summary>
internal static class NullSpreading
{
    /// <summary>Spreads in place, from the back, so that no value is overwritten before it is moved.</summary>
    /// <param name="rows">One slot a row; the first <paramref name="presentCount"/> hold the values that are present, in
    /// order.</param>
    /// <param name="presentCount">Number of set bits among the rows' validity bits.</param>
    /// <param name="validity">One bit a row.</param>
    /// <param name="firstBit">The bit of the first row.</param>
    /// <param name="nullValue">What rows without a value get.</param>
    public static void Spread<T>(Span<T> rows, int presentCount, ReadOnlySpan<ulong> validity, int firstBit, T nullValue)
    {
        var source = presentCount - 1;
        var row = rows.Length - 1;
        for (; row > source && source >= 0; row--)
        {
            var bit = (int)(validity[(firstBit + row) >> 6] >> ((firstBit + row) & 63) & 1);
            rows[row] = bit != 0 ? rows[source] : nullValue;
            source -= bit;
        }

        if (source < 0) rows[..(row + 1)].Fill(nullValue);
    }
}
