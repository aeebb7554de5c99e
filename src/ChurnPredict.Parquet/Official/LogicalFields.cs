using global::Parquet.Schema;

namespace ChurnPredict.Parquet;

/// <summary>Fields of Parquet.Net that say what a column means, for the footer of a file that is written.</summary>
internal static class LogicalFields
{
    public static DataField Of(ParquetField field) => field.Kind switch
    {
        ParquetValueKind.Boolean => new DataField(field.Name, typeof(bool), field.IsNullable),
        ParquetValueKind.Int32 => new DataField(field.Name, typeof(int), field.IsNullable),
        ParquetValueKind.Int64 => new DataField(field.Name, typeof(long), field.IsNullable),
        ParquetValueKind.UInt64 => new DataField(field.Name, typeof(ulong), field.IsNullable),
        ParquetValueKind.Single => new DataField(field.Name, typeof(float), field.IsNullable),
        ParquetValueKind.Double => new DataField(field.Name, typeof(double), field.IsNullable),
        ParquetValueKind.Decimal when field.Precision > FieldSchema.LongestInt64Decimal =>
            new BigDecimalDataField(field.Name, field.Precision, field.Scale, field.IsNullable),
        ParquetValueKind.Decimal => new DecimalDataField(field.Name, field.Precision, field.Scale, isNullable: field.IsNullable),
        ParquetValueKind.Date => new DataField(field.Name, typeof(DateOnly), field.IsNullable),
        ParquetValueKind.Timestamp => new DateTimeDataField(
            field.Name, DateTimeFormat.Timestamp, field.IsAdjustedToUtc, (DateTimeTimeUnit)field.TimeUnit, field.IsNullable),
        ParquetValueKind.Time => new TimeDataField(field.Name, (TimeUnitPrecision)field.TimeUnit, field.IsNullable) { IsAdjustedToUtc = field.IsAdjustedToUtc },
        ParquetValueKind.Text => new DataField(field.Name, typeof(string), field.IsNullable),
        _ => new DataField(field.Name, typeof(byte[]), field.IsNullable),
    };
}
