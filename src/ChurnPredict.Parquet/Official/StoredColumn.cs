using System.Buffers.Binary;
using global::Parquet;
using global::Parquet.Schema;

namespace ChurnPredict.Parquet;

/// <summary>Reads a column as it is stored and brings it into the type that its kind is read as.</summary>
internal static class StoredColumn
{
    public static ParquetColumn Read(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows) => column.Element.Type switch
    {
        PhysicalType.Boolean => Values<bool, bool>(group, stored, column, rows, value => value),
        PhysicalType.Int32 => FromInt32(group, stored, column, rows),
        PhysicalType.Int64 => FromInt64(group, stored, column, rows),
        PhysicalType.Int96 => Values<DateTime, long>(group, stored, column, rows, time => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond),
        PhysicalType.Float => Values<float, float>(group, stored, column, rows, value => value),
        PhysicalType.Double => Values<double, double>(group, stored, column, rows, value => value),
        _ => FromBytes(group, stored, column, rows),
    };

    private static ParquetColumn FromInt32(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows) => stored.ClrType == typeof(long)
        ? FromInt32<long>(group, stored, column, rows, value => (int)value)
        : FromInt32<int>(group, stored, column, rows, value => value);

    private static ParquetColumn FromInt32<TStored>(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows, Func<TStored, int> number)
        where TStored : struct
    {
        var logical = FieldTyping.LogicalOf(column.Element);
        return column.Field.Kind switch
        {
            ParquetValueKind.Int64 => Values<TStored, long>(group, stored, column, rows, value => (uint)number(value)),
            ParquetValueKind.Time => Values<TStored, long>(group, stored, column, rows, value => number(value)),
            ParquetValueKind.Decimal => Values<TStored, Int128>(group, stored, column, rows, value => number(value)),
            _ => Values<TStored, int>(group, stored, column, rows, value => Int32Conversion.Narrow(number(value), logical)),
        };
    }

    private static ParquetColumn FromInt64(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows) => column.Field.Kind switch
    {
        ParquetValueKind.UInt64 => Values<long, ulong>(group, stored, column, rows, value => (ulong)value),
        ParquetValueKind.Decimal => Values<long, Int128>(group, stored, column, rows, value => value),
        _ => Values<long, long>(group, stored, column, rows, value => value),
    };

    private static ParquetColumn FromBytes(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows) => column.Field.Kind switch
    {
        ParquetValueKind.Decimal => Values<ReadOnlyMemory<byte>, Int128>(group, stored, column, rows, bytes => DecimalConversion.FromBigEndian(bytes.Span)),
        ParquetValueKind.Single => Values<ReadOnlyMemory<byte>, float>(group, stored, column, rows, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.Span)),
        _ => Texts(group, stored, column, rows),
    };

    private static ParquetColumn<T> Values<TStored, T>(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows, Func<TStored, T> convert)
        where TStored : struct
        where T : unmanaged
    {
        var (present, validity) = Present<TStored>(group, stored, rows);
        var values = new T[rows];
        var next = 0;
        for (var row = 0; row < rows; row++)
        {
            if (IsPresent(validity, row)) values[row] = convert(present[next++]);
        }

        return new ParquetColumn<T>(column.Field, values, validity);
    }

    private static ParquetTextColumn Texts(ParquetRowGroupReader group, DataField stored, FlatColumn column, int rows)
    {
        var (present, validity) = Present<ReadOnlyMemory<byte>>(group, stored, rows);
        var entries = new ByteEntries();
        var codes = new int[rows];
        var next = 0;
        for (var row = 0; row < rows; row++) codes[row] = IsPresent(validity, row) ? entries.CodeOf(present[next++]) : ParquetTextColumn.NullCode;
        return entries.ToColumn(column.Field, codes);
    }

    /// <summary>The values that are not null, one behind the other, and which rows they belong to.</summary>
    private static (T[] Values, ulong[]? Validity) Present<T>(ParquetRowGroupReader group, DataField stored, int rows)
        where T : struct
    {
        var values = new T[rows];
        var levels = stored.IsNullable ? new int[rows] : null;
        group.ReadRawAsync(stored, values.AsMemory(), levels?.AsMemory(), null).AsTask().GetAwaiter().GetResult();
        if (levels is null || !levels.Contains(0)) return (values, null);
        var validity = new ulong[(rows + 63) >> 6];
        for (var row = 0; row < rows; row++) validity[row >> 6] |= (ulong)levels[row] << (row & 63);
        return (values, validity);
    }

    private static bool IsPresent(ulong[]? validity, int row) => validity is null || (validity[row >> 6] >> (row & 63) & 1) != 0;
}
