namespace ChurnPredict.Parquet;

/// <summary>Cuts columns into runs of rows, for row groups of bounded size.</summary>
internal static class ColumnSlice
{
    // Null bits are cut at whole words.
    private const int RowStep = 64;

    /// <summary>Rows whose buffers take at most <paramref name="bytes"/>, a multiple of 64 and at least 64.</summary>
    public static int RowsWithin(IReadOnlyList<ParquetColumn> columns, long bytes)
    {
        var rows = columns[0].Length;
        if (rows == 0) return RowStep;
        var bytesPerRow = columns.Sum(BytesOf) / (double)rows;
        var fitting = Math.Min(bytes / Math.Max(bytesPerRow, 1e-3), int.MaxValue - RowStep);
        return Math.Max(RowStep, (int)fitting / RowStep * RowStep);
    }

    /// <summary>Rows <paramref name="firstRow"/> (a multiple of 64) to <paramref name="firstRow"/> + <paramref name="count"/> −
    /// 1.</summary>
    public static ParquetColumn Of(ParquetColumn column, int firstRow, int count) => column switch
    {
        ParquetTextColumn text => new ParquetTextColumn(text.Field, text.Codes.AsSpan(firstRow, count).ToArray(), text.Bytes, text.Offsets),
        ParquetColumn<bool> values => Slice(values, firstRow, count),
        ParquetColumn<int> values => Slice(values, firstRow, count),
        ParquetColumn<long> values => Slice(values, firstRow, count),
        ParquetColumn<ulong> values => Slice(values, firstRow, count),
        ParquetColumn<float> values => Slice(values, firstRow, count),
        ParquetColumn<double> values => Slice(values, firstRow, count),
        ParquetColumn<Int128> values => Slice(values, firstRow, count),
        _ => throw new ArgumentException($"column '{column.Field.Name}' is a {column.GetType().Name}, which cannot be written", nameof(column)),
    };

    private static long BytesOf(ParquetColumn column) => column switch
    {
        ParquetTextColumn text => text.Bytes.Length + (long)sizeof(int) * (text.Codes.Length + text.Offsets.Length),
        ParquetColumn<bool> or ParquetColumn<Int128> => (column is ParquetColumn<bool> ? 1L : 16L) * column.Length,
        ParquetColumn<int> or ParquetColumn<float> => 4L * column.Length,
        _ => 8L * column.Length,
    };

    private static ParquetColumn<T> Slice<T>(ParquetColumn<T> column, int firstRow, int count)
        where T : unmanaged
    {
        var words = column.Validity?.AsSpan(firstRow >> 6, (count + 63) >> 6).ToArray();
        return new ParquetColumn<T>(column.Field, column.Values.AsSpan(firstRow, count).ToArray(), words);
    }
}
