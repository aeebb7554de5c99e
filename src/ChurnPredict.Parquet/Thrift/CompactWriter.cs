using System.Buffers;
using System.Text;

namespace ChurnPredict.Parquet;

/// <summary>Writes the Thrift compact protocol. A struct is a run of fields with rising ids, closed by <see
/// cref="EndStruct"/>.</summary>
internal sealed class CompactWriter
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Stack<int> _outerIds = new();
    private int _lastId;

    public ReadOnlySpan<byte> Written => _output.WrittenSpan;

    public void Int32(int id, int value)
    {
        Header(id, CompactType.Int32);
        ZigZag(value);
    }

    public void Int64(int id, long value)
    {
        Header(id, CompactType.Int64);
        ZigZag(value);
    }

    public void Byte(int id, byte value)
    {
        Header(id, CompactType.Byte);
        Raw(value);
    }

    public void Boolean(int id, bool value) => Header(id, value ? CompactType.True : CompactType.False);

    public void Binary(int id, ReadOnlySpan<byte> value)
    {
        Header(id, CompactType.Binary);
        BinaryElement(value);
    }

    public void Text(int id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public void BeginStruct(int id)
    {
        Header(id, CompactType.Struct);
        BeginElementStruct();
    }

    /// <summary>A struct that is a list element (or the outermost one) has no field header.</summary>
    public void BeginElementStruct()
    {
        _outerIds.Push(_lastId);
        _lastId = 0;
    }

    public void EndStruct()
    {
        Raw((byte)CompactType.Stop);
        _lastId = _outerIds.Pop();
    }

    /// <summary>An empty struct, as unions use it to name a case.</summary>
    public void EmptyStruct(int id)
    {
        BeginStruct(id);
        EndStruct();
    }

    public void List(int id, CompactType elementType, int count)
    {
        Header(id, CompactType.List);
        if (count < 15)
        {
            Raw((byte)(count << 4 | (int)elementType));
            return;
        }

        Raw((byte)(0xF0 | (int)elementType));
        Varint((ulong)count);
    }

    public void Int32Element(int value) => ZigZag(value);

    public void Int64Element(long value) => ZigZag(value);

    public void BooleanElement(bool value) => Raw((byte)(value ? CompactType.True : CompactType.False));

    public void BinaryElement(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        _output.Write(value);
    }

    private void Header(int id, CompactType type)
    {
        var delta = id - _lastId;
        if (delta is > 0 and < 16)
        {
            Raw((byte)(delta << 4 | (int)type));
        }
        else
        {
            Raw((byte)type);
            ZigZag(id);
        }

        _lastId = id;
    }

    private void ZigZag(long value) => Varint((ulong)(value << 1 ^ value >> 63));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Raw((byte)(value | 0x80));
        Raw((byte)value);
    }

    private void Raw(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }
}
