namespace ChurnPredict.Parquet;

/// <summary>Folds physical type, converted type and logical type of a leaf into a <see cref="ParquetField"/>.</summary>
internal static class FieldTyping
{
    public static ParquetField FieldOf(SchemaElement element)
    {
        var logical = LogicalOf(element);
        var kind = KindOf(element, logical);
        return new ParquetField(element.Name, kind, element.Repetition != SchemaElement.Required)
        {
            TimeUnit = kind is ParquetValueKind.Timestamp or ParquetValueKind.Time && logical.Kind != LogicalTypeKind.None
                ? logical.TimeUnit
                : ParquetTimeUnit.Microseconds,
            IsAdjustedToUtc = kind == ParquetValueKind.Timestamp && logical.IsAdjustedToUtc,
            Scale = kind == ParquetValueKind.Decimal ? logical.Scale : 0,
            Precision = kind == ParquetValueKind.Decimal ? logical.Precision : 0,
        };
    }

    /// <summary>The newer annotation, made from the older one where only that is there.</summary>
    public static LogicalType LogicalOf(SchemaElement element)
    {
        if (element.Logical.Kind != LogicalTypeKind.None) return element.Logical;
        return element.Converted switch
        {
            ConvertedType.Utf8 => new LogicalType(LogicalTypeKind.Text),
            ConvertedType.Enum => new LogicalType(LogicalTypeKind.Enum),
            ConvertedType.Json => new LogicalType(LogicalTypeKind.Json),
            ConvertedType.Bson => new LogicalType(LogicalTypeKind.Bson),
            ConvertedType.Date => new LogicalType(LogicalTypeKind.Date),
            ConvertedType.Decimal => new LogicalType(LogicalTypeKind.Decimal) { Scale = element.Scale, Precision = element.Precision },
            ConvertedType.TimeMilliseconds => Instant(LogicalTypeKind.Time, ParquetTimeUnit.Milliseconds),
            ConvertedType.TimeMicroseconds => Instant(LogicalTypeKind.Time, ParquetTimeUnit.Microseconds),
            ConvertedType.TimestampMilliseconds => Instant(LogicalTypeKind.Timestamp, ParquetTimeUnit.Milliseconds),
            ConvertedType.TimestampMicroseconds => Instant(LogicalTypeKind.Timestamp, ParquetTimeUnit.Microseconds),
            >= ConvertedType.UInt8 and <= ConvertedType.UInt64 and var width => Integer(8 << (width - ConvertedType.UInt8), false),
            >= ConvertedType.Int8 and <= ConvertedType.Int64 and var width => Integer(8 << (width - ConvertedType.Int8), true),
            _ => default,
        };
    }

    private static LogicalType Instant(LogicalTypeKind kind, ParquetTimeUnit unit) =>
        new(kind) { TimeUnit = unit, IsAdjustedToUtc = true };

    private static LogicalType Integer(int bitWidth, bool isSigned) =>
        new(LogicalTypeKind.Integer) { BitWidth = bitWidth, IsSigned = isSigned };

    // An annotation that does not fit its physical type is ignored, as the format asks of readers.
    private static ParquetValueKind KindOf(SchemaElement element, LogicalType logical) => element.Type switch
    {
        PhysicalType.Boolean => ParquetValueKind.Boolean,
        PhysicalType.Int32 => Int32Kind(logical),
        PhysicalType.Int64 => Int64Kind(logical),
        PhysicalType.Int96 => ParquetValueKind.Timestamp,
        PhysicalType.Float => ParquetValueKind.Single,
        PhysicalType.Double => ParquetValueKind.Double,
        PhysicalType.ByteArray => ByteArrayKind(logical),
        PhysicalType.FixedLengthByteArray => FixedKind(element, logical),
        _ => throw new DamagedDataException($"column '{element.Name}' has unknown physical type {(int?)element.Type}"),
    };

    private static ParquetValueKind Int32Kind(LogicalType logical) => logical.Kind switch
    {
        LogicalTypeKind.Date => ParquetValueKind.Date,
        LogicalTypeKind.Time => ParquetValueKind.Time,
        LogicalTypeKind.Decimal => ParquetValueKind.Decimal,
        LogicalTypeKind.Integer when logical is { IsSigned: false, BitWidth: >= 32 } => ParquetValueKind.Int64,
        _ => ParquetValueKind.Int32,
    };

    private static ParquetValueKind Int64Kind(LogicalType logical) => logical.Kind switch
    {
        LogicalTypeKind.Timestamp => ParquetValueKind.Timestamp,
        LogicalTypeKind.Time => ParquetValueKind.Time,
        LogicalTypeKind.Decimal => ParquetValueKind.Decimal,
        LogicalTypeKind.Integer when !logical.IsSigned => ParquetValueKind.UInt64,
        _ => ParquetValueKind.Int64,
    };

    private static ParquetValueKind ByteArrayKind(LogicalType logical) => logical.Kind switch
    {
        LogicalTypeKind.Text or LogicalTypeKind.Enum or LogicalTypeKind.Json => ParquetValueKind.Text,
        LogicalTypeKind.Decimal => ParquetValueKind.Decimal,
        _ => ParquetValueKind.Bytes,
    };

    private static ParquetValueKind FixedKind(SchemaElement element, LogicalType logical)
    {
        if (element.TypeLength <= 0)
            throw new DamagedDataException($"column '{element.Name}' is a fixed-length byte array of {element.TypeLength} bytes");
        return logical.Kind switch
        {
            LogicalTypeKind.Decimal => ParquetValueKind.Decimal,
            LogicalTypeKind.Float16 when element.TypeLength == 2 => ParquetValueKind.Single,
            LogicalTypeKind.Text or LogicalTypeKind.Enum or LogicalTypeKind.Json => ParquetValueKind.Text,
            _ => ParquetValueKind.Bytes,
        };
    }
}
