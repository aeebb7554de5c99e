using ChurnPredict.Parquet;

namespace ChurnPredict.History;

/// <summary>Names of what a Parquet column holds, for messages.</summary>
internal static class ColumnKinds
{
    public static string Describe(ParquetField field) => field.Kind switch
    {
        ParquetValueKind.Boolean => "true or false",
        ParquetValueKind.Int32 or ParquetValueKind.Int64 or ParquetValueKind.UInt64 => "whole numbers",
        ParquetValueKind.Single or ParquetValueKind.Double or ParquetValueKind.Decimal => "numbers",
        ParquetValueKind.Date => "dates",
        ParquetValueKind.Timestamp => "timestamps",
        ParquetValueKind.Time => "times of day",
        ParquetValueKind.Text => "text",
        _ => "bytes",
    };

    public static bool IsNumber(ParquetField field) => field.Kind is ParquetValueKind.Boolean or ParquetValueKind.Int32
        or ParquetValueKind.Int64 or ParquetValueKind.UInt64 or ParquetValueKind.Single or ParquetValueKind.Double or ParquetValueKind.Decimal;

    public static bool IsText(ParquetField field) => field.Kind is ParquetValueKind.Text or ParquetValueKind.Bytes;

    public static bool IsTime(ParquetField field) => field.Kind is ParquetValueKind.Date or ParquetValueKind.Timestamp;
}
