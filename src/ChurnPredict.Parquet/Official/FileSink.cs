using System.Numerics;
using global::Parquet;
using global::Parquet.Data;
using Net = global::Parquet.Schema;

namespace ChurnPredict.Parquet;

/// <summary>A file that is being written by Parquet.Net. Each column is written under a field that says how it is stored, with values as
/// they are stored; the footer says what they mean.</summary>
internal sealed class FileSink
{
    private readonly ParquetWriter _writer;
    private readonly ParquetField[] _fields;
    private readonly SchemaElement[] _elements;
    private readonly Net.DataField[] _logical;
    private readonly Net.DataField[] _stored;

    public FileSink(Stream stream, ParquetField[] fields, ParquetWriterOptions options)
    {
        _fields = fields;
        _elements = Array.ConvertAll(fields, FieldSchema.ElementOf);
        _logical = Array.ConvertAll(fields, LogicalFields.Of);
        _stored = PhysicalFields.For(_elements);
        var how = new ParquetOptions { CompressionMethod = MethodOf(options.Compression), CompressionLevel = System.IO.Compression.CompressionLevel.Optimal };
        foreach (var field in fields.Where(field => field.Kind == ParquetValueKind.Text)) how.ColumnEncodingHints[field.Name] = EncodingHint.Dictionary;
        _writer = ParquetWriter.CreateAsync(new Net.ParquetSchema(_logical), stream, how).GetAwaiter().GetResult();
        _writer.CustomMetadata = options.Metadata;
    }

    /// <summary>Appends one row group.</summary>
    public void Append(IReadOnlyList<ParquetColumn> columns, int rows)
    {
        // Everything that the columns themselves can be wrong in is found before the first byte is written.
        var writes = columns.Select((column, index) => Prepare(column, index)).ToArray();
        using var group = _writer.CreateRowGroup();
        foreach (var write in writes) write(group);
        group.CompleteValidate();
    }

    /// <summary>Writes the footer; the stream stays open.</summary>
    public void Finish() => _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Action<ParquetRowGroupWriter> Prepare(ParquetColumn column, int index)
    {
        var (stored, element) = (_stored[index], _elements[index]);
        return column switch
        {
            ParquetColumn<bool> values => Write(stored, values, value => value),
            ParquetColumn<int> values => Write(stored, values, value => value),
            ParquetColumn<long> values when element.Type == PhysicalType.Int32 => Write(stored, values, value => StoredValues.Milliseconds(values, value)),
            ParquetColumn<long> values => Write(stored, values, value => value),
            ParquetColumn<ulong> values => Write(_logical[index], values, value => value),
            ParquetColumn<float> values => Write(stored, values, value => value),
            ParquetColumn<double> values => Write(stored, values, value => value),
            ParquetColumn<Int128> values => Decimals(index, values),
            ParquetTextColumn texts when _fields[index].Kind == ParquetValueKind.Text => Texts(_logical[index], texts),
            ParquetTextColumn bytes => Write(stored, bytes, bytes.Codes, code => (ReadOnlyMemory<byte>)bytes.Bytes.AsMemory(bytes.Offsets[code], bytes.Offsets[code + 1] - bytes.Offsets[code])),
            _ => throw new ArgumentException($"column '{column.Field.Name}' is a {column.GetType().Name}, which cannot be written", nameof(column)),
        };
    }

    private Action<ParquetRowGroupWriter> Decimals(int index, ParquetColumn<Int128> column)
    {
        var (field, element) = (_fields[index], _elements[index]);
        StoredValues.CheckDigits(column, field.Precision);
        return element.Type switch
        {
            PhysicalType.Int32 => Write(_stored[index], column, value => (int)value),
            PhysicalType.Int64 => Write(_stored[index], column, value => (long)value),
            _ => Write(_logical[index], column, value => new BigDecimal((BigInteger)value, field.Precision, field.Scale)),
        };
    }

    private static Action<ParquetRowGroupWriter> Texts(Net.DataField field, ParquetTextColumn column)
    {
        var texts = Enumerable.Range(0, column.EntryCount).Select(code => column.EntryText(code).AsMemory()).ToArray();
        return Write(field, column, column.Codes, code => texts[code]);
    }

    private static Action<ParquetRowGroupWriter> Write<T, TStored>(Net.DataField field, ParquetColumn<T> column, Func<T, TStored> store)
        where T : unmanaged
        where TStored : struct => Write(field, column, column.Values, store);

    private static Action<ParquetRowGroupWriter> Write<T, TStored>(Net.DataField field, ParquetColumn column, T[] rows, Func<T, TStored> store)
        where TStored : struct
    {
        var values = new TStored[column.Length - column.NullCount];
        var levels = field.IsNullable ? new int[column.Length] : null;
        var next = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.IsNull(row)) continue;
            values[next++] = store(rows[row]);
            if (levels is not null) levels[row] = 1;
        }

        // A plain null would become an empty memory, by way of the conversion from arrays.
        ReadOnlyMemory<int>? definitionLevels = levels is null ? default(ReadOnlyMemory<int>?) : levels.AsMemory();
        return group => group.WriteAllPartsAsync<TStored>(field, values, definitionLevels, null, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static CompressionMethod MethodOf(ParquetCompression compression) => compression switch
    {
        ParquetCompression.Snappy => CompressionMethod.Snappy,
        ParquetCompression.Zstd => CompressionMethod.Zstd,
        ParquetCompression.Gzip => CompressionMethod.Gzip,
        _ => CompressionMethod.None,
    };
}
