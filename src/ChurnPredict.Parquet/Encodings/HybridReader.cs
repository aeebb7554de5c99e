namespace ChurnPredict.Parquet;

/// <summary>Reads Parquet's hybrid of run-length and bit-packed runs: levels, dictionary codes, RLE booleans.</summary>
internal ref struct HybridReader(ReadOnlySpan<byte> data, int bitWidth)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly int _bitWidth = bitWidth;
    private ReadOnlySpan<byte> _packed;
    private int _position;
    private int _packedIndex;
    private int _runLeft;
    private int _runValue;
    private bool _isPacked;

    /// <summary>Fills <paramref name="destination"/> with the next values.</summary>
    public void Read(Span<int> destination)
    {
        while (destination.Length > 0)
        {
            if (!NextRun(destination.Length, out var length)) ThrowExhausted(destination.Length);
            if (_isPacked) BitUnpacker.Unpack(_packed, _bitWidth, _packedIndex, destination[..length]);
            else destination[..length].Fill(_runValue);
            Consume(length);
            destination = destination[length..];
        }
    }

    /// <summary>Makes a run current and says how much of it fits into <paramref name="wanted"/>.</summary>
    /// <returns>False when the data is used up.</returns>
    public bool NextRun(int wanted, out int length)
    {
        while (_runLeft == 0)
        {
            if (!TryStartRun())
            {
                length = 0;
                return false;
            }
        }

        length = Math.Min(_runLeft, wanted);
        return true;
    }

    /// <summary>Whether the current run is bit-packed; otherwise it repeats <see cref="RunValue"/>.</summary>
    public readonly bool IsPacked => _isPacked;

    public readonly int RunValue => _runValue;

    /// <summary>The current packed run; unread values start at <see cref="PackedIndex"/>.</summary>
    public readonly ReadOnlySpan<byte> Packed => _packed;

    public readonly int PackedIndex => _packedIndex;

    public void Consume(int count)
    {
        _runLeft -= count;
        _packedIndex += count;
    }

    private bool TryStartRun()
    {
        if (_bitWidth == 0)
        {
            (_isPacked, _runValue, _runLeft) = (false, 0, int.MaxValue);
            return true;
        }

        if (_position >= _data.Length) return false;
        var header = ReadVarint();
        if ((header & 1) != 0) StartPacked(header >> 1);
        else StartRepeated(header >> 1);
        return true;
    }

    // The last run may stand for more values than there are; some writers also cut its padding.
    private void StartPacked(ulong groups)
    {
        var available = _data.Length - _position;
        var bytes = (int)Math.Min(groups * (ulong)_bitWidth, (ulong)available);
        _packed = _data.Slice(_position, bytes);
        _position += bytes;
        _packedIndex = 0;
        _isPacked = true;
        _runLeft = (int)Math.Min((long)bytes * 8 / _bitWidth, int.MaxValue);
    }

    private void StartRepeated(ulong count)
    {
        var width = (_bitWidth + 7) >> 3;
        if (_data.Length - _position < width) throw new DamagedDataException("a run-length encoded run ends before its value");
        uint value = 0;
        for (var index = 0; index < width; index++) value |= (uint)_data[_position++] << (8 * index);
        if (_bitWidth < 32 && value >> _bitWidth != 0)
            throw new DamagedDataException($"found value {value} in a run of {_bitWidth}-bit values");
        (_isPacked, _runValue, _runLeft) = (false, (int)value, (int)Math.Min(count, int.MaxValue));
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_position >= _data.Length) throw new DamagedDataException("a run-length encoded run ends inside its header");
            var part = _data[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new DamagedDataException("found a run header of more than five bytes");
    }

    private static void ThrowExhausted(int missing) =>
        throw new DamagedDataException($"the runs end {missing} values before the page does");
}
