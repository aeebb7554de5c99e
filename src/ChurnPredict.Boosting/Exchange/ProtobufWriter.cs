using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ChurnPredict.Boosting;

/// <summary>The few kinds of protobuf fields that an ONNX file needs (protobuf.dev, "Encoding").</summary>
internal sealed class ProtobufWriter
{
    private const int VarintType = 0;
    private const int LengthType = 2;
    private const int FixedType = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Integer(int field, long value)
    {
        Tag(field, VarintType);
        Varint(unchecked((ulong)value));
    }

    public void Float(int field, float value)
    {
        Tag(field, FixedType);
        Single(value);
    }

    public void Text(int field, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Tag(field, LengthType);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        Tag(field, LengthType);
        Varint((ulong)inner._bytes.WrittenCount);
        _bytes.Write(inner._bytes.WrittenSpan);
    }

    /// <summary>Repeated floats, packed.</summary>
    public void Floats(int field, IReadOnlyCollection<float> values)
    {
        Tag(field, LengthType);
        Varint((ulong)values.Count * sizeof(float));
        foreach (var value in values) Single(value);
    }

    /// <summary>Repeated integers, packed.</summary>
    public void Integers(int field, IEnumerable<int> values) =>
        Message(field, inner =>
        {
            foreach (var value in values) inner.Varint(unchecked((ulong)(long)value));
        });

    public void CopyTo(Stream stream) => stream.Write(_bytes.WrittenSpan);

    private void Tag(int field, int type) => Varint((ulong)(uint)(field << 3 | type));

    private void Single(float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
