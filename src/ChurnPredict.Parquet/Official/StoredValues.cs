namespace ChurnPredict.Parquet;

/// <summary>Checks on values that are stored narrower than they are held.</summary>
internal static class StoredValues
{
    /// <exception cref="ArgumentException">The time does not fit 32 bits.</exception>
    public static int Milliseconds(ParquetColumn column, long value) => value == (int)value ? (int)value : throw TooLarge(column, value);

    /// <exception cref="ArgumentException">A value has more digits than its field.</exception>
    public static void CheckDigits(ParquetColumn<Int128> column, int precision)
    {
        Int128 limit = 1;
        for (var digit = 0; digit < precision; digit++) limit *= 10;
        for (var row = 0; row < column.Length; row++)
        {
            var value = column.Values[row];
            if (!column.IsNull(row) && (value >= limit || value <= -limit)) throw TooLarge(column, value);
        }
    }

    private static ArgumentException TooLarge(ParquetColumn column, Int128 value) => new(
        $"column '{column.Field.Name}' holds {value}, which does not fit {column.Field.Kind} of precision {column.Field.Precision}");
}
