using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>A column of fixed-width values.</summary>
internal sealed class ValueColumnWriter<T>(ParquetField field) : ColumnWriter(field)
    where T : unmanaged
{
    private readonly List<T> _values = [];
    private readonly List<int> _nulls = [];

    public override int Count => _values.Count;

    public void Add(T? value)
    {
        if (value is null) _nulls.Add(_values.Count);
        _values.Add(value ?? default);
    }

    public override ParquetColumn Take()
    {
        var column = new ParquetColumn<T>(Field, [.. _values], Validity());
        _values.Clear();
        _nulls.Clear();
        return column;
    }

    private ulong[]? Validity()
    {
        if (_nulls.Count == 0) return null;
        var validity = new ulong[(_values.Count + 63) >> 6];
        Array.Fill(validity, ulong.MaxValue);
        foreach (var row in _nulls) validity[row >> 6] &= ~(1UL << (row & 63));
        return validity;
    }
}
