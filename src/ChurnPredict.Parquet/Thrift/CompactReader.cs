using System.Text;

namespace ChurnPredict.Parquet;

/// <summary>Reads the Thrift compact protocol, which Parquet's footer and page headers are written in. Every declared length is
/// checked against the bytes that are there.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> data)
{
    private const int MaximumDepth = 64;
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    private readonly int Remaining => _data.Length - Position;

    /// <summary>Moves to the next field of a struct.</summary>
    /// <param name="id">Start with 0; the field's id on return.</param>
    /// <param name="type">The field's type; for booleans also its value.</param>
    /// <returns>False at the end of the struct.</returns>
    public bool NextField(ref int id, out CompactType type)
    {
        var header = ReadByte();
        type = (CompactType)(header & 0x0F);
        if (type == CompactType.Stop) return false;
        var delta = header >> 4;
        id = delta != 0 ? id + delta : (short)ReadZigZag();
        return true;
    }

    public byte ReadByte()
    {
        if (Position >= _data.Length) ThrowTruncated();
        return _data[Position++];
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new DamagedDataException("found a variable-length integer of more than 10 bytes in Thrift metadata");
    }

    public long ReadZigZag()
    {
        var raw = ReadVarint();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    public int ReadInt32()
    {
        var value = ReadZigZag();
        if (value != (int)value)
            throw new DamagedDataException($"found {value} in Thrift metadata where a 32-bit integer is expected");
        return (int)value;
    }

    public long ReadInt64() => ReadZigZag();

    public ReadOnlySpan<byte> ReadBinary()
    {
        var length = ReadVarint();
        if (length > (ulong)Remaining) ThrowTruncated();
        var bytes = _data.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    public string ReadText() => Encoding.UTF8.GetString(ReadBinary());

    /// <summary>Reads a list's header; the count never exceeds the bytes left, since no element takes none.</summary>
    public int ReadListHeader(out CompactType elementType)
    {
        var header = ReadByte();
        elementType = (CompactType)(header & 0x0F);
        var count = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        if (count > (ulong)Remaining) ThrowTruncated();
        return (int)count;
    }

    /// <summary>Reads past a value of any type.</summary>
    public void Skip(CompactType type) => Skip(type, 0);

    /// <summary>Fails unless a field has the type that the format gives it.</summary>
    public static void Expect(CompactType found, CompactType expected, string fieldName)
    {
        if (found == expected) return;
        throw new DamagedDataException($"found Thrift type {found} for {fieldName}, expected {expected}");
    }

    private void Skip(CompactType type, int depth)
    {
        if (depth > MaximumDepth)
            throw new DamagedDataException($"found Thrift metadata nested deeper than {MaximumDepth} levels");
        switch (type)
        {
            case CompactType.True or CompactType.False: break;
            case CompactType.Byte: Advance(1); break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64: ReadVarint(); break;
            case CompactType.Double: Advance(8); break;
            case CompactType.Uuid: Advance(16); break;
            case CompactType.Binary: ReadBinary(); break;
            case CompactType.List or CompactType.Set: SkipList(depth); break;
            case CompactType.Map: SkipMap(depth); break;
            case CompactType.Struct: SkipStruct(depth); break;
            default: throw new DamagedDataException($"found unknown Thrift type {(int)type}");
        }
    }

    private void SkipList(int depth)
    {
        var count = ReadListHeader(out var elementType);
        for (var element = 0; element < count; element++) SkipElement(elementType, depth + 1);
    }

    private void SkipMap(int depth)
    {
        var count = ReadVarint();
        if (count == 0) return;
        if (count > (ulong)Remaining) ThrowTruncated();
        var types = ReadByte();
        for (ulong entry = 0; entry < count; entry++)
        {
            SkipElement((CompactType)(types >> 4), depth + 1);
            SkipElement((CompactType)(types & 0x0F), depth + 1);
        }
    }

    // Inside lists and maps a boolean takes a byte; as a field it is in the header.
    private void SkipElement(CompactType type, int depth)
    {
        if (type is CompactType.True or CompactType.False) Advance(1);
        else Skip(type, depth);
    }

    private void SkipStruct(int depth)
    {
        var id = 0;
        while (NextField(ref id, out var type)) Skip(type, depth + 1);
    }

    private void Advance(int count)
    {
        if (Remaining < count) ThrowTruncated();
        Position += count;
    }

    private readonly void ThrowTruncated() =>
        throw new DamagedDataException($"Thrift metadata ends after {_data.Length} bytes in the middle of a value");
}
