namespace ChurnPredict.Parquet;

/// <summary>Writes a Parquet file row group by row group, under a temporary name until <see cref="Complete"/>.</summary>
public sealed class ParquetFileWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private readonly ParquetField[] _fields;
    private readonly FileSink _sink;
    private readonly ParquetWriterOptions _options;
    private bool _isClosed;

    private ParquetFileWriter(string path, ParquetField[] fields, ParquetWriterOptions options)
    {
        _path = LinkedFile.TargetOf(path);
        _temporaryPath = _path + ".partial";
        (_fields, _options) = (fields, options);
        _stream = new FileStream(_temporaryPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        _sink = new FileSink(_stream, fields, options);
    }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where the finished file will stand; where that is a symbolic link, what it leads to is replaced.</param>
    /// <param name="fields">The columns, in order; names must differ.</param>
    /// <param name="options">How to write; null means the defaults.</param>
    /// <exception cref="ArgumentException">No field, or two of one name.</exception>
    /// <exception cref="IOException">The temporary file, <paramref name="path"/> (or what it leads to) with <c>.partial</c> behind it, cannot be
    /// written.</exception>
    public static ParquetFileWriter Create(string path, IReadOnlyList<ParquetField> fields, ParquetWriterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0) throw new ArgumentException("found no field, expected at least one", nameof(fields));
        var repeated = fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
            throw new ArgumentException($"found {repeated.Count()} fields named '{repeated.Key}', expected one", nameof(fields));
        foreach (var field in fields.Where(field => field.Kind == ParquetValueKind.Decimal)) CheckDecimal(field);
        options ??= new ParquetWriterOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowGroupBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThreadCount, 1);
        return new ParquetFileWriter(path, [.. fields], options);
    }

    /// <summary>Appends rows: one row group, or several where they exceed <see cref="ParquetWriterOptions.RowGroupBytes"/>. No
    /// row adds no row group.</summary>
    /// <param name="columns">One column a field, in the fields' order, all of one length; not kept.</param>
    /// <exception cref="ArgumentException">Number, type or length of the columns does not fit, or a null stands in a field that
    /// is not nullable.</exception>
    public void WriteRowGroup(IReadOnlyList<ParquetColumn> columns)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        CheckColumns(columns);
        var rows = columns[0].Length;
        var groupRows = ColumnSlice.RowsWithin(columns, _options.RowGroupBytes);
        for (var row = 0; row < rows; row += groupRows)
        {
            var count = Math.Min(groupRows, rows - row);
            _sink.Append(count == rows ? columns : [.. columns.Select(column => ColumnSlice.Of(column, row, count))], count);
        }
    }

    /// <summary>Writes the footer, flushes to disk and moves the file to its name.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _sink.Finish();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
        _isClosed = true;
    }

    /// <summary>Removes the temporary file unless <see cref="Complete"/> was called.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        _stream.Dispose();
        File.Delete(_temporaryPath);
    }

    private static void CheckDecimal(ParquetField field)
    {
        if (field.Precision is >= 1 and <= FieldSchema.LongestDecimal && field.Scale >= 0 && field.Scale <= field.Precision)
            return;
        throw new ArgumentException(
            $"field '{field.Name}' is a decimal of {field.Precision} digits with {field.Scale} behind the point, "
            + $"expected 1 to {FieldSchema.LongestDecimal} with at most as many");
    }

    private void CheckColumns(IReadOnlyList<ParquetColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != _fields.Length)
            throw new ArgumentException($"found {columns.Count} columns, expected {_fields.Length}", nameof(columns));
        for (var index = 0; index < _fields.Length; index++)
        {
            var (column, field) = (columns[index], _fields[index]);
            if (!ChunkValueSources.Fits(column, field))
                throw new ArgumentException(
                    $"column '{field.Name}' is a {column.GetType().Name} of {column.Field.Kind}, which {field.Kind} is not written from",
                    nameof(columns));
            if (column.Length != columns[0].Length)
                throw new ArgumentException(
                    $"column '{field.Name}' has {column.Length} rows, '{_fields[0].Name}' {columns[0].Length}", nameof(columns));
            if (!field.IsNullable && column.NullCount > 0)
                throw new ArgumentException(
                    $"column '{field.Name}' has {column.NullCount} nulls, but is not nullable", nameof(columns));
        }
    }
}
