using Microsoft.Win32.SafeHandles;

namespace ChurnPredict.Parquet;

/// <summary>Reads a Parquet file column by column. Safe to use from several threads at once.</summary>
public sealed class ParquetFileReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly FileFooter _footer;
    private readonly FileSchema _schema;
    private readonly ILookup<string, FlatColumn> _columnsByName;

    private ParquetFileReader(string path, SafeFileHandle file, long length)
    {
        Path = path;
        (_file, _length) = (file, length);
        _footer = FooterReader.Read(file, length);
        _schema = FileSchema.From(_footer.Schema);
        _columnsByName = _schema.Columns.ToLookup(column => column.Field.Name, StringComparer.Ordinal);
        RowGroups = RowGroupListing.From(_footer, _schema);
        Fields = _schema.Columns.ConvertAll(column => column.Field);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows in all row groups.</summary>
    public long RowCount => _footer.RowCount;

    /// <summary>The flat columns, in the file's order.</summary>
    public IReadOnlyList<ParquetField> Fields { get; }

    /// <summary>Names of nested or repeated top-level columns: skipped unless asked for, refused by name when asked
    /// for.</summary>
    public IReadOnlyList<string> NestedFieldNames => _schema.NestedNames;

    /// <summary>The row groups, in the file's order.</summary>
    public IReadOnlyList<ParquetRowGroup> RowGroups { get; }

    /// <summary>Key-value metadata of the footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _footer.Metadata;

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidParquetFileException">The file is not Parquet, is truncated, or is encrypted.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ParquetFileReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        try
        {
            return new ParquetFileReader(path, file, RandomAccess.GetLength(file));
        }
        catch (DamagedDataException exception)
        {
            file.Dispose();
            throw new InvalidParquetFileException(path, exception.Message, innerException: exception);
        }
        catch
        {
            file.Dispose();
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
        var chunk = _footer.RowGroups[rowGroup].Chunks[column.LeafIndex];
        var position = chunk.StartOffset;
        try
        {
            return Read(column, chunk, RowGroups[rowGroup].RowCount, ref position);
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
    public void Dispose() => _file.Dispose();

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

    private ParquetColumn Read(FlatColumn column, ColumnChunkMetadata chunk, int rowCount, ref long position)
    {
        RowGroupListing.CheckReadable(column, chunk, rowCount, _length);
        var limit = DecodedSizeLimit.For(_length);
        using var window = new ChunkWindow(_file, chunk.StartOffset, chunk.StartOffset + chunk.TotalCompressedSize);
        var pages = PageWalk.List(window, rowCount, ref position);
        using var reader = new ColumnChunkReader(ColumnDecoders.For(column, rowCount, limit), chunk, window);
        try
        {
            return reader.Read(pages);
        }
        finally
        {
            position = reader.Position;
        }
    }
}
