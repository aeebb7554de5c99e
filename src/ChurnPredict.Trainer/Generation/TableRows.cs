using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>The rows of one table that wait to be written as a row group.</summary>
internal abstract class TableRows
{
    private readonly List<IColumnBuffer> _columns = [];

    public IReadOnlyList<ParquetField> Fields => [.. _columns.Select(column => column.Field)];

    public int Count => _columns[0].Count;

    /// <summary>The columns; the table is empty afterwards.</summary>
    public ParquetColumn[] Take() => [.. _columns.Select(column => column.Take())];

    protected ValueBuffer<long> Id(string name, bool isNullable = false) =>
        Keep(new ValueBuffer<long>(new ParquetField(name, ParquetValueKind.Int64, isNullable)));

    protected ValueBuffer<long> Instant(string name, bool isNullable = false) => Keep(new ValueBuffer<long>(
        new ParquetField(name, ParquetValueKind.Timestamp, isNullable) { TimeUnit = ParquetTimeUnit.Microseconds, IsAdjustedToUtc = true }));

    protected ValueBuffer<double> Number(string name, bool isNullable = false) =>
        Keep(new ValueBuffer<double>(new ParquetField(name, ParquetValueKind.Double, isNullable)));

    protected ValueBuffer<float> Single(string name) =>
        Keep(new ValueBuffer<float>(new ParquetField(name, ParquetValueKind.Single, false)));

    protected ValueBuffer<int> Whole(string name, bool isNullable = false) =>
        Keep(new ValueBuffer<int>(new ParquetField(name, ParquetValueKind.Int32, isNullable)));

    protected ValueBuffer<int> Date(string name) => Keep(new ValueBuffer<int>(new ParquetField(name, ParquetValueKind.Date, false)));

    protected ValueBuffer<bool> Flag(string name) => Keep(new ValueBuffer<bool>(new ParquetField(name, ParquetValueKind.Boolean, false)));

    protected WordBuffer Word(string name, IReadOnlyList<string> words) => Keep(new WordBuffer(name, words));

    private TBuffer Keep<TBuffer>(TBuffer buffer)
        where TBuffer : IColumnBuffer
    {
        _columns.Add(buffer);
        return buffer;
    }
}
