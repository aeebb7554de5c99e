using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>Collects one column of a row group.</summary>
internal sealed class ValueBuffer<T>(ParquetField column) : IColumnBuffer
    where T : unmanaged
{
    private T[] _values = new T[1024];
    private ulong[] _validity = new ulong[16];
    private bool _hasNull;

    public ParquetField Field => column;

    public int Count { get; private set; }

    public void Add(T value)
    {
        if (Count == _values.Length) Grow();
        _values[Count] = value;
        _validity[Count >> 6] |= 1UL << (Count & 63);
        Count++;
    }

    public void AddNull()
    {
        if (Count == _values.Length) Grow();
        _values[Count++] = default;
        _hasNull = true;
    }

    public void Add(T? value)
    {
        if (value is { } present) Add(present);
        else AddNull();
    }

    public ParquetColumn Take()
    {
        var taken = new ParquetColumn<T>(column, _values.AsSpan(0, Count).ToArray(), _hasNull ? _validity.AsSpan(0, (Count + 63) >> 6).ToArray() : null);
        _validity.AsSpan().Clear();
        Count = 0;
        _hasNull = false;
        return taken;
    }

    private void Grow()
    {
        Array.Resize(ref _values, Count * 2);
        Array.Resize(ref _validity, Count * 2 / 64);
    }
}
