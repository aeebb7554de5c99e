namespace ChurnPredict.Parquet;

/// <summary>Reads a Parquet file column by column. Safe to use from several threads at once.</summary>
public sealed class ParquetFileReader : IDisposable
{
    private ParquetFileReader(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows in all row groups.</summary>
    public long RowCount { get; }

    /// <summary>The flat columns, in the file's order.</summary>
    public IReadOnlyList<ParquetField> Fields { get; } = [];

    /// <summary>Names of nested or repeated top-level columns: skipped unless asked for, refused by name when asked for.</summary>
    public IReadOnlyList<string> NestedFieldNames { get; } = [];

    /// <summary>The row groups, in the file's order.</summary>
    public IReadOnlyList<ParquetRowGroup> RowGroups { get; } = [];

    /// <summary>Key-value metadata of the footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidParquetFileException">The file is not Parquet, is truncated, or is encrypted.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ParquetFileReader Open(string path) => throw new NotImplementedException(path);

    /// <summary>Reads one column of one row group.</summary>
    /// <param name="rowGroup">0 to row groups − 1.</param>
    /// <param name="columnName">The column, spelled as in the file.</param>
    /// <returns>A column whose type follows from <see cref="ParquetField.Kind"/>.</returns>
    /// <exception cref="InvalidParquetFileException">The column is absent, nested, or its pages are damaged.</exception>
    public ParquetColumn ReadColumn(int rowGroup, string columnName) => throw new NotImplementedException();

    /// <summary>Reads several columns of one row group, in the order asked for, decoding them in parallel.</summary>
    /// <param name="rowGroup">0 to row groups − 1.</param>
    /// <param name="columnNames">The columns, spelled as in the file.</param>
    /// <param name="threadCount">Threads to decode with, at least 1.</param>
    /// <exception cref="InvalidParquetFileException">A column is absent, nested, or its pages are damaged.</exception>
    public ParquetColumn[] ReadColumns(int rowGroup, IReadOnlyList<string> columnNames, int threadCount = 1) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
