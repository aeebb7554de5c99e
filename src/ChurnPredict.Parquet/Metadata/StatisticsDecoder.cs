using System.Buffers.Binary;
using System.Text;

namespace ChurnPredict.Parquet;

/// <summary>Turns stored bounds into values of the type that the column is read as. A bound that cannot be trusted becomes null:
/// pruning by a wrong bound would lose rows without a word.</summary>
internal static class StatisticsDecoder
{
    public static ParquetStatistics Decode(RawStatistics raw, FlatColumn column)
    {
        var usesOldBounds = raw.MinValue is null && raw.MaxValue is null && ComparesAsSigned(column);
        var minimum = Value(usesOldBounds ? raw.OldMin : raw.MinValue, column);
        var maximum = Value(usesOldBounds ? raw.OldMax : raw.MaxValue, column);
        return new ParquetStatistics(Widen(minimum, isMinimum: true), Widen(maximum, isMinimum: false), raw.NullCount);
    }

    private static bool ComparesAsSigned(FlatColumn column) => column.Element.Type switch
    {
        PhysicalType.Int32 or PhysicalType.Int64 => FieldTyping.LogicalOf(column.Element) is not
            { Kind: LogicalTypeKind.Integer, IsSigned: false },
        PhysicalType.Boolean or PhysicalType.Float or PhysicalType.Double => true,
        _ => false,
    };

    private static object? Value(byte[]? bytes, FlatColumn column)
    {
        if (bytes is null) return null;
        var kind = column.Field.Kind;
        return column.Element.Type switch
        {
            PhysicalType.Boolean when bytes.Length == 1 => bytes[0] != 0,
            PhysicalType.Int32 when bytes.Length == 4 => Int32Value(bytes, column),
            PhysicalType.Int64 when bytes.Length == 8 => Int64Value(bytes, kind),
            PhysicalType.Float when bytes.Length == 4 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            PhysicalType.Double when bytes.Length == 8 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray => BytesValue(bytes, kind),
            _ => null,
        };
    }

    // Each arm is cast on its own: otherwise all would be widened to the largest type among them.
    private static object Int32Value(byte[] bytes, FlatColumn column)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var logical = FieldTyping.LogicalOf(column.Element);
        return column.Field.Kind switch
        {
            ParquetValueKind.Decimal => (object)(Int128)value,
            ParquetValueKind.Time => (object)(long)value,
            ParquetValueKind.Int64 => (object)(long)(uint)value,
            _ => (object)Int32Conversion.Narrow(value, logical),
        };
    }

    private static object Int64Value(byte[] bytes, ParquetValueKind kind)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return kind switch
        {
            ParquetValueKind.Decimal => (object)(Int128)value,
            ParquetValueKind.UInt64 => (object)(ulong)value,
            _ => (object)value,
        };
    }

    private static object? BytesValue(byte[] bytes, ParquetValueKind kind) => kind switch
    {
        ParquetValueKind.Text => Encoding.UTF8.GetString(bytes),
        ParquetValueKind.Bytes => bytes,
        ParquetValueKind.Decimal when bytes.Length is > 0 and <= 16 => DecimalConversion.FromBigEndian(bytes),
        ParquetValueKind.Single when bytes.Length == 2 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        _ => null,
    };

    // The format leaves open which zero a writer stored, and forbids NaN, which some writers store all the same.
    private static object? Widen(object? bound, bool isMinimum) => bound switch
    {
        double value when double.IsNaN(value) => null,
        float value when float.IsNaN(value) => null,
        double and 0 => isMinimum ? -0.0 : 0.0,
        float and 0 => isMinimum ? -0.0f : 0.0f,
        _ => bound,
    };
}
