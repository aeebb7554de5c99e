namespace ChurnPredict.Parquet;

/// <summary>Reads a Parquet file column by column. Safe to use from several threads at once.</summary>
public sealed class ParquetFileReader : IDisposable
{
    private readonly FileSource _source;
    private readonly FileSchema _schema;
    private readonly ILookup<string, FlatColumn> _columnsByName;

    private ParquetFileReader(string path, FileSource source)
    {
        Path = path;
        _source = source;
        _schema = FileSchema.From(source.Footer.Schema);
        _columnsByName = _schema.Columns.ToLookup(column => column.Field.Name, StringComparer.Ordinal);
        RowGroups = RowGroupListing.From(source.Footer, _schema);
        Fields = _schema.Columns.ConvertAll(column => column.Field);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows in all row groups.</summary>
    public long RowCount => _source.Footer.RowCount;

    /// <summary>The flat columns, in the file's order.</summary>
    public IReadOnlyList<ParquetField> Fields { get; }

    /// <summary>Names of nested or repeated top-level columns: skipped unless asked for, refused by name when asked
    /// for.</summary>
    public IReadOnlyList<string> NestedFieldNames => _schema.NestedNames;

    /// <summary>The row groups, in the file's order.</summary>
    public IReadOnlyList<ParquetRowGroup> RowGroups { get; }

    /// <summary>Key-value metadata of the footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _source.Footer.Metadata;

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidParquetFileException">The file is not Parquet, is truncated, or is encrypted.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ParquetFileReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileSource? source = null;
        try
        {
            source = FileSource.Open(path);
            return new ParquetFileReader(path, source);
        }
        catch (DamagedDataException exception)
        {
            source?.Dispose();
            throw new InvalidParquetFileException(path, exception.Message, innerException: exception);
        }
        catch
        {
            source?.Dispose();
            throw;
        }
    }

    /// <summary>Reads one column of one row group.</summary>
    /// <param name="rowGroup">0 to row groups − 1.</param>
    /// <param name="columnName">The column, spelled as in the file.</param>
    /// <returns>A column whose type follows from <see cref="ParquetField.Kind"/>.</returns>
    /// <exception cref="InvalidParquetFileException">The column is absent, nested, or its pages are damaged.</exception>
    public ParquetColumn ReadColumn(int rowGroup, string columnName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowGroup);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rowGroup, RowGroups.Count);
        ArgumentNullException.ThrowIfNull(columnName);
        var column = Find(columnName);
        var position = _source.Footer.RowGroups[rowGroup].Chunks[column.LeafIndex].StartOffset;
        try
        {
            return _source.Read(column, rowGroup, RowGroups[rowGroup].RowCount, ref position);
        }
        catch (Exception exception) when (exception is DamagedDataException or IndexOutOfRangeException or ArgumentException)
        {
            // The decoders check what they read; a slip in one of them must still name the place.
            throw new InvalidParquetFileException(Path, exception.Message, rowGroup, columnName, position, exception);
        }
    }

    /// <summary>Reads several columns of one row group, in the order asked for, decoding them in parallel.</summary>
    /// <param name="rowGroup">0 to row groups − 1.</param>
    /// <param name="columnNames">The columns, spelled as in the file.</param>
    /// <param name="threadCount">Threads to decode with, at least 1.</param>
    /// <exception cref="InvalidParquetFileException">A column is absent, nested, or its pages are damaged.</exception>
    public ParquetColumn[] ReadColumns(int rowGroup, IReadOnlyList<string> columnNames, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        foreach (var name in columnNames) Find(name);
        var columns = new ParquetColumn[columnNames.Count];
        ParallelLoop.Run(columns.Length, threadCount, index => columns[index] = ReadColumn(rowGroup, columnNames[index]));
        return columns;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private FlatColumn Find(string name)
    {
        var found = _columnsByName[name].ToList();
        if (found.Count == 1) return found[0];
        if (found.Count > 1)
            throw new InvalidParquetFileException(Path, $"found {found.Count} columns of this name, expected one", column: name);
        var finding = NestedFieldNames.Contains(name)
            ? "the column is nested or repeated, which is not supported; only flat columns can be read"
            : $"there is no such column; the file has {string.Join(", ", Fields.Select(field => $"'{field.Name}'"))}";
        throw new InvalidParquetFileException(Path, finding, column: name);
    }
}
