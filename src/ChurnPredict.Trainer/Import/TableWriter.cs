using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>Writes a table row by row; memory is bounded by one row group.</summary>
internal sealed class TableWriter : IDisposable
{
    private const int RowsPerGroup = 131_072;

    private readonly string _path;
    private readonly List<ColumnWriter> _columns = [];
    private ParquetFileWriter? _file;

    public TableWriter(string path) => _path = path;

    public long RowCount { get; private set; }

    public TextColumnWriter Text(string name) => Added(new TextColumnWriter(name));

    public ValueColumnWriter<double> Number(string name) => Added(new ValueColumnWriter<double>(new ParquetField(name, ParquetValueKind.Double)));

    public ValueColumnWriter<long> Integer(string name) => Added(new ValueColumnWriter<long>(new ParquetField(name, ParquetValueKind.Int64)));

    public ValueColumnWriter<bool> Flag(string name) => Added(new ValueColumnWriter<bool>(new ParquetField(name, ParquetValueKind.Boolean)));

    /// <summary>Dates, as days since 1970-01-01.</summary>
    public ValueColumnWriter<int> Date(string name) => Added(new ValueColumnWriter<int>(new ParquetField(name, ParquetValueKind.Date)));

    /// <summary>Times, as microseconds since 1970: of the history's wall clock, or UTC.</summary>
    public ValueColumnWriter<long> Time(string name, bool isUtc = false) =>
        Added(new ValueColumnWriter<long>(new ParquetField(name, ParquetValueKind.Timestamp) { IsAdjustedToUtc = isUtc }));

    /// <summary>Ends a row; every column must have got its value.</summary>
    public void EndRow()
    {
        RowCount++;
        if (_columns[0].Count >= RowsPerGroup) Flush();
    }

    public void Complete()
    {
        Flush();
        _file!.Complete();
    }

    public void Dispose() => _file?.Dispose();

    private void Flush()
    {
        _file ??= ParquetFileWriter.Create(_path, [.. _columns.Select(column => column.Field)]);
        if (_columns[0].Count > 0 || RowCount == 0) _file.WriteRowGroup([.. _columns.Select(column => column.Take())]);
    }

    private T Added<T>(T column)
        where T : ColumnWriter
    {
        _columns.Add(column);
        return column;
    }
}
