namespace ChurnPredict.Parquet;

/// <summary>Byte strings one behind the other, growing as they are decoded.</summary>
/// <param name="byteLimit">Bytes that no honest file of this size exceeds.</param>
internal sealed class ByteArrayBuffer(long byteLimit)
{
    private byte[] _bytes = [];
    private int[] _offsets = new int[1];

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all entries.</summary>
    public int Length => _offsets[Count];

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_offsets[index], _offsets[index + 1] - _offsets[index]);

    /// <summary>Makes room for so many more entries and bytes.</summary>
    public void Reserve(int entries, long bytes)
    {
        var (wantedEntries, wantedBytes) = ((long)Count + entries + 1, Length + bytes);
        if (wantedBytes > Math.Min(byteLimit, Array.MaxLength) || wantedEntries > Array.MaxLength) ThrowTooLong(wantedBytes);
        if (wantedEntries > _offsets.Length) Array.Resize(ref _offsets, Grown(_offsets.Length, wantedEntries));
        if (wantedBytes > _bytes.Length) Array.Resize(ref _bytes, Grown(_bytes.Length, wantedBytes));
    }

    /// <summary>Appends an entry; the room must have been reserved.</summary>
    public void Append(ReadOnlySpan<byte> entry)
    {
        var start = _offsets[Count];
        entry.CopyTo(_bytes.AsSpan(start));
        _offsets[++Count] = start + entry.Length;
    }

    /// <summary>Appends the first <paramref name="prefixLength"/> bytes of the last entry, then <paramref
    /// name="suffix"/>.</summary>
    public void AppendWithPrefix(int prefixLength, ReadOnlySpan<byte> suffix)
    {
        if (prefixLength > 0 && (Count == 0 || prefixLength > this[Count - 1].Length))
            throw new DamagedDataException($"found a prefix of {prefixLength} bytes, longer than the value before it");
        Reserve(1, (long)prefixLength + suffix.Length);
        var start = _offsets[Count];
        if (prefixLength > 0) this[Count - 1][..prefixLength].CopyTo(_bytes.AsSpan(start));
        suffix.CopyTo(_bytes.AsSpan(start + prefixLength));
        _offsets[++Count] = start + prefixLength + suffix.Length;
    }

    public void Clear() => Count = 0;

    /// <summary>All bytes; owned by the caller from here on.</summary>
    public byte[] TakeBytes()
    {
        Array.Resize(ref _bytes, Length);
        return _bytes;
    }

    /// <summary>Where entries start, one more than there are.</summary>
    public int[] TakeOffsets()
    {
        Array.Resize(ref _offsets, Count + 1);
        return _offsets;
    }

    private static int Grown(int current, long wanted) => (int)Math.Min(Math.Max((long)current * 2, wanted), Array.MaxLength);

    private void ThrowTooLong(long wantedBytes) => throw new DamagedDataException(
        $"found {wantedBytes} bytes of values in a row group, expected at most {Math.Min(byteLimit, Array.MaxLength)} for a file of this size");
}
