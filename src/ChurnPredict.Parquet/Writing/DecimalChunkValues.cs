using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decimals of more than 18 digits: 16 bytes each, big-endian.</summary>
internal sealed class DecimalChunkValues(ReadOnlyMemory<Int128> values) : ChunkValues
{
    public override int Count => values.Length;

    public override long PlainSize => 16L * Count;

    public override void WritePlain(int first, int count, ByteSink output)
    {
        foreach (var value in values.Span.Slice(first, count)) BinaryPrimitives.WriteInt128BigEndian(output.Extend(16), value);
    }

    public override ValueBounds? BoundsOf(int first, int count)
    {
        if (count == 0) return null;
        var source = values.Span.Slice(first, count);
        var (minimum, maximum) = (source[0], source[0]);
        foreach (var value in source)
        {
            minimum = Int128.Min(minimum, value);
            maximum = Int128.Max(maximum, value);
        }

        return new ValueBounds(Stored(minimum), Stored(maximum));
    }

    private static byte[] Stored(Int128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        return bytes;
    }
}
