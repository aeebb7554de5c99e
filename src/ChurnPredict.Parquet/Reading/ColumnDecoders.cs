namespace ChurnPredict.Parquet;

/// <summary>Chooses the decoder that fits a column's physical type and kind.</summary>
internal static class ColumnDecoders
{
    /// <param name="column">What the file says of the column.</param>
    /// <param name="rowCount">Rows to read.</param>
    /// <param name="byteLimit">Bytes of text that the column may decode to.</param>
    public static ColumnDecoder For(FlatColumn column, int rowCount, long byteLimit)
    {
        var logical = FieldTyping.LogicalOf(column.Element);
        return column.Field.Kind switch
        {
            ParquetValueKind.Boolean => new BooleanColumnDecoder(column, rowCount),
            ParquetValueKind.Int32 when logical is { Kind: LogicalTypeKind.Integer, BitWidth: < 32 } =>
                Fixed(column, rowCount, new Int32Conversion(logical)),
            ParquetValueKind.Int32 or ParquetValueKind.Date => Fixed(column, rowCount, new IdentityConversion<int>()),
            ParquetValueKind.Int64 or ParquetValueKind.Timestamp or ParquetValueKind.Time => Int64Decoder(column, rowCount),
            ParquetValueKind.UInt64 => Fixed(column, rowCount, new IdentityConversion<ulong>()),
            ParquetValueKind.Single when column.Element.Type == PhysicalType.Float =>
                Fixed(column, rowCount, new IdentityConversion<float>()),
            ParquetValueKind.Single => Fixed(column, rowCount, new Float16Conversion()),
            ParquetValueKind.Double => Fixed(column, rowCount, new IdentityConversion<double>()),
            ParquetValueKind.Decimal when column.Element.Type == PhysicalType.ByteArray =>
                new ByteArrayDecimalDecoder(column, rowCount, byteLimit),
            ParquetValueKind.Decimal => Fixed(column, rowCount, new DecimalConversion(column.Element.Type!.Value, WidthOf(column.Element))),
            _ => new TextColumnDecoder(column, rowCount, byteLimit),
        };
    }

    private static ColumnDecoder Int64Decoder(FlatColumn column, int rowCount) => column.Element.Type switch
    {
        PhysicalType.Int32 => Fixed(column, rowCount, new Int32WideningConversion(isSigned: column.Field.Kind == ParquetValueKind.Time)),
        PhysicalType.Int96 => Fixed(column, rowCount, new Int96Conversion()),
        _ => Fixed(column, rowCount, new IdentityConversion<long>()),
    };

    private static FixedWidthColumnDecoder<T> Fixed<T>(FlatColumn column, int rowCount, IPhysicalConversion<T> conversion)
        where T : unmanaged => new(column, rowCount, conversion);

    private static int WidthOf(SchemaElement element) => element.Type switch
    {
        PhysicalType.Int32 => sizeof(int),
        PhysicalType.Int64 => sizeof(long),
        _ => element.TypeLength,
    };
}
