namespace ChurnPredict.Parquet;

/// <summary>How the writer stores each kind: the schema element that the footer gets.</summary>
internal static class FieldSchema
{
    public const int LongestDecimal = 38;
    private const int Int32Digits = 9;
    public const int LongestInt64Decimal = 18;

    public static SchemaElement ElementOf(ParquetField field)
    {
        var element = new SchemaElement
        {
            Name = field.Name,
            Repetition = field.IsNullable ? SchemaElement.Optional : SchemaElement.Required,
            Type = TypeOf(field),
        };
        return field.Kind switch
        {
            ParquetValueKind.UInt64 => element with
            {
                Converted = ConvertedType.UInt64,
                Logical = new LogicalType(LogicalTypeKind.Integer) { BitWidth = 64 },
            },
            ParquetValueKind.Decimal => Decimal(element, field),
            ParquetValueKind.Date => element with { Converted = ConvertedType.Date, Logical = new LogicalType(LogicalTypeKind.Date) },
            ParquetValueKind.Timestamp => Instant(element, field, LogicalTypeKind.Timestamp),
            ParquetValueKind.Time => Instant(element, field, LogicalTypeKind.Time),
            ParquetValueKind.Text => element with { Converted = ConvertedType.Utf8, Logical = new LogicalType(LogicalTypeKind.Text) },
            _ => element,
        };
    }

    private static PhysicalType TypeOf(ParquetField field) => field.Kind switch
    {
        ParquetValueKind.Boolean => PhysicalType.Boolean,
        ParquetValueKind.Int32 or ParquetValueKind.Date => PhysicalType.Int32,
        ParquetValueKind.Time when field.TimeUnit == ParquetTimeUnit.Milliseconds => PhysicalType.Int32,
        ParquetValueKind.Int64 or ParquetValueKind.UInt64 or ParquetValueKind.Timestamp or ParquetValueKind.Time => PhysicalType.Int64,
        ParquetValueKind.Single => PhysicalType.Float,
        ParquetValueKind.Double => PhysicalType.Double,
        ParquetValueKind.Decimal => field.Precision switch
        {
            <= Int32Digits => PhysicalType.Int32,
            <= LongestInt64Decimal => PhysicalType.Int64,
            _ => PhysicalType.FixedLengthByteArray,
        },
        _ => PhysicalType.ByteArray,
    };

    private static SchemaElement Decimal(SchemaElement element, ParquetField field) => element with
    {
        TypeLength = element.Type == PhysicalType.FixedLengthByteArray ? 16 : 0,
        Converted = ConvertedType.Decimal,
        Scale = field.Scale,
        Precision = field.Precision,
        Logical = new LogicalType(LogicalTypeKind.Decimal) { Scale = field.Scale, Precision = field.Precision },
    };

    // The older annotation exists for UTC milliseconds and microseconds only.
    private static SchemaElement Instant(SchemaElement element, ParquetField field, LogicalTypeKind kind)
    {
        var isTime = kind == LogicalTypeKind.Time;
        ConvertedType? converted = field.TimeUnit switch
        {
            ParquetTimeUnit.Milliseconds => isTime ? ConvertedType.TimeMilliseconds : ConvertedType.TimestampMilliseconds,
            ParquetTimeUnit.Microseconds => isTime ? ConvertedType.TimeMicroseconds : ConvertedType.TimestampMicroseconds,
            _ => null,
        };
        return element with
        {
            Converted = field.IsAdjustedToUtc ? converted : null,
            Logical = new LogicalType(kind) { TimeUnit = field.TimeUnit, IsAdjustedToUtc = field.IsAdjustedToUtc },
        };
    }
}
