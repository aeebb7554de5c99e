using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>Numbers of any type as doubles or floats.</summary>
internal static class NumberValues
{
    /// <summary>The values as doubles, NaN where null; null when the column holds no numbers. May be the column's own array.</summary>
    public static double[]? ToDoubles(ParquetColumn column)
    {
        var values = column switch
        {
            ParquetColumn<double> doubles => doubles.NullCount == 0 ? doubles.Values : (double[])doubles.Values.Clone(),
            ParquetColumn<float> floats => Array.ConvertAll(floats.Values, value => (double)value),
            ParquetColumn<int> integers when column.Field.Kind == ParquetValueKind.Int32 => Array.ConvertAll(integers.Values, value => (double)value),
            ParquetColumn<long> integers when column.Field.Kind == ParquetValueKind.Int64 => Array.ConvertAll(integers.Values, value => (double)value),
            ParquetColumn<ulong> integers => Array.ConvertAll(integers.Values, value => (double)value),
            ParquetColumn<bool> flags => Array.ConvertAll(flags.Values, value => value ? 1.0 : 0.0),
            ParquetColumn<Int128> decimals => FromDecimals(decimals.Values, column.Field.Scale),
            _ => null,
        };
        if (values is null || column.NullCount == 0) return values;
        for (var row = 0; row < values.Length; row++)
        {
            if (column.IsNull(row)) values[row] = double.NaN;
        }

        return values;
    }

    /// <summary>The values as floats, NaN where null; null when the column holds no numbers. May be the column's own array.</summary>
    public static float[]? ToFloats(ParquetColumn column) =>
        column is ParquetColumn<float> { NullCount: 0 } floats ? floats.Values
        : ToDoubles(column) is { } doubles ? Array.ConvertAll(doubles, value => (float)value) : null;

    private static double[] FromDecimals(Int128[] values, int scale)
    {
        // One division of two exact doubles rounds once, so that 19.99 is the double nearest to 19.99.
        var unit = Math.Pow(10, scale);
        return Array.ConvertAll(values, value => (double)value / unit);
    }
}
