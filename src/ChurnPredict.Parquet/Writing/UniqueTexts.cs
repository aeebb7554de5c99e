namespace ChurnPredict.Parquet;

/// <summary>Numbers the distinct byte strings of a column in order of first use; entries that repeat get one number.</summary>
internal sealed class UniqueTexts
{
    private const int Unknown = -1;
    private readonly ParquetTextColumn _column;
    private readonly int[] _newCodes;
    private readonly List<int> _firstEntries = [];
    private int[] _slots = new int[64];

    public UniqueTexts(ParquetTextColumn column)
    {
        _column = column;
        _newCodes = new int[column.EntryCount];
        Array.Fill(_newCodes, Unknown);
        Array.Fill(_slots, Unknown);
    }

    /// <summary>Distinct byte strings so far.</summary>
    public int Count => _firstEntries.Count;

    /// <summary>The number of an entry.</summary>
    /// <param name="entry">The column's code.</param>
    /// <param name="isNew">Whether its bytes were not seen before.</param>
    public int CodeOf(int entry, out bool isNew)
    {
        isNew = false;
        if (_newCodes[entry] != Unknown) return _newCodes[entry];
        ref var slot = ref _slots[FindSlot(_column.Entry(entry))];
        if (slot == Unknown)
        {
            isNew = true;
            slot = _firstEntries.Count;
            _firstEntries.Add(entry);
        }

        var code = slot;
        _newCodes[entry] = code;
        if (_firstEntries.Count * 2 > _slots.Length) Grow();
        return code;
    }

    private int FindSlot(ReadOnlySpan<byte> text)
    {
        var slot = (int)XxHash64.Hash(text) & (_slots.Length - 1);
        while (_slots[slot] != Unknown && !_column.Entry(_firstEntries[_slots[slot]]).SequenceEqual(text))
            slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        Array.Fill(_slots, Unknown);
        for (var code = 0; code < _firstEntries.Count; code++) _slots[FindSlot(_column.Entry(_firstEntries[code]))] = code;
    }
}
