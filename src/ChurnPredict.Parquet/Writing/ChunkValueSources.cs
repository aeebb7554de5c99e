namespace ChurnPredict.Parquet;

/// <summary>Brings a column's present values into the form that they are stored in.</summary>
internal static class ChunkValueSources
{
    /// <exception cref="ArgumentException">A value does not fit the field: a decimal of too many digits, a time out of
    /// range.</exception>
    public static ChunkValues From(ParquetColumn column, SchemaElement element) => column switch
    {
        ParquetTextColumn text => new TextChunkValues(text),
        ParquetColumn<bool> booleans => new BooleanChunkValues(Present(booleans)),
        ParquetColumn<int> integers => new IntegerChunkValues<int>(Present(integers)),
        ParquetColumn<long> times when element.Type == PhysicalType.Int32 => new IntegerChunkValues<int>(Milliseconds(times)),
        ParquetColumn<long> integers => new IntegerChunkValues<long>(Present(integers)),
        ParquetColumn<ulong> integers => new IntegerChunkValues<ulong>(Present(integers)),
        ParquetColumn<float> numbers => new FixedChunkValues<float>(Present(numbers)),
        ParquetColumn<double> numbers => new FixedChunkValues<double>(Present(numbers)),
        ParquetColumn<Int128> decimals => Decimals(decimals, element),
        _ => throw new ArgumentException($"column '{column.Field.Name}' is a {column.GetType().Name}, which cannot be written", nameof(column)),
    };

    /// <summary>Whether a column has the type that its field is read and written as.</summary>
    public static bool Fits(ParquetColumn column, ParquetField field) => field.Kind switch
    {
        ParquetValueKind.Boolean => column is ParquetColumn<bool>,
        ParquetValueKind.Int32 or ParquetValueKind.Date => column is ParquetColumn<int>,
        ParquetValueKind.Int64 or ParquetValueKind.Timestamp or ParquetValueKind.Time => column is ParquetColumn<long>,
        ParquetValueKind.UInt64 => column is ParquetColumn<ulong>,
        ParquetValueKind.Single => column is ParquetColumn<float>,
        ParquetValueKind.Double => column is ParquetColumn<double>,
        ParquetValueKind.Decimal => column is ParquetColumn<Int128>,
        _ => column is ParquetTextColumn,
    };

    private static ReadOnlyMemory<T> Present<T>(ParquetColumn<T> column)
        where T : unmanaged
    {
        if (column.NullCount == 0) return column.Values;
        var present = new T[column.Length - column.NullCount];
        var count = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row)) present[count++] = column.Values[row];
        }

        return present;
    }

    private static ReadOnlyMemory<int> Milliseconds(ParquetColumn<long> column) =>
        Array.ConvertAll(Present(column).ToArray(), value => value == (int)value ? (int)value : throw TooLarge(column, value));

    private static ChunkValues Decimals(ParquetColumn<Int128> column, SchemaElement element)
    {
        var values = Present(column);
        var limit = PowerOfTen(element.Precision);
        foreach (var value in values.Span)
        {
            if (value >= limit || value <= -limit) throw TooLarge(column, value);
        }

        return element.Type switch
        {
            PhysicalType.Int32 => new IntegerChunkValues<int>(Array.ConvertAll(values.ToArray(), value => (int)value)),
            PhysicalType.Int64 => new IntegerChunkValues<long>(Array.ConvertAll(values.ToArray(), value => (long)value)),
            _ => new DecimalChunkValues(values),
        };
    }

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--) power *= 10;
        return power;
    }

    private static ArgumentException TooLarge(ParquetColumn column, Int128 value) =>
        new(
            $"column '{column.Field.Name}' holds {value}, which does not fit {column.Field.Kind} of precision {column.Field.Precision}");
}
