namespace ChurnPredict.Parquet;

/// <summary>Reads little-endian bits from the start: the table descriptions of Zstandard.</summary>
internal ref struct ForwardBitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _bit;

    /// <summary>Bytes touched so far.</summary>
    public readonly int BytesRead => (_bit + 7) >> 3;

    /// <param name="count">0 to 16.</param>
    public int Read(int count)
    {
        if (_bit + count > _data.Length * 8) throw new DamagedDataException("a Zstandard table ends inside its description");
        var value = 0;
        for (var index = 0; index < count; index++, _bit++) value |= (_data[_bit >> 3] >> (_bit & 7) & 1) << index;
        return value;
    }

    public void Unread(int count) => _bit -= count;
}
