namespace ChurnPredict.Parquet.Tests;

/// <summary>Compares columns by their contents, bit by bit.</summary>
internal static class ColumnAssert
{
    public static void Same(ParquetColumn expected, ParquetColumn found)
    {
        Assert.Equal(expected.Field, found.Field);
        Assert.Equal(expected.Length, found.Length);
        Assert.Equal(expected.NullCount, found.NullCount);
        for (var row = 0; row < expected.Length; row++)
        {
            if (expected.IsNull(row) != found.IsNull(row) || !expected.IsNull(row) && !SameValue(expected, found, row))
                Assert.Fail($"column '{expected.Field.Name}' differs in row {row}: expected {Describe(expected, row)}, found {Describe(found, row)}");
        }
    }

    public static string Describe(ParquetColumn column, int row)
    {
        if (column.IsNull(row)) return "null";
        return column switch
        {
            ParquetTextColumn text => Convert.ToHexString(text.Entry(text.Codes[row])),
            ParquetColumn<bool> values => values.Values[row] ? "true" : "false",
            ParquetColumn<int> values => $"{values.Values[row]}",
            ParquetColumn<long> values => $"{values.Values[row]}",
            ParquetColumn<ulong> values => $"{values.Values[row]}",
            ParquetColumn<float> values => $"{BitConverter.SingleToUInt32Bits(values.Values[row]):X8}",
            ParquetColumn<double> values => $"{BitConverter.DoubleToUInt64Bits(values.Values[row]):X16}",
            ParquetColumn<Int128> values => $"{values.Values[row]}",
            _ => throw new ArgumentException(column.GetType().Name),
        };
    }

    private static bool SameValue(ParquetColumn expected, ParquetColumn found, int row) =>
        Describe(expected, row) == Describe(found, row);
}
