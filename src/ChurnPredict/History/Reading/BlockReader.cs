using System.Buffers.Binary;

namespace ChurnPredict.History;

/// <summary>Reads what <see cref="BlockWriter"/> wrote.</summary>
/// <param name="bytes">The blocks, with eight bytes to spare behind them.</param>
internal sealed class BlockReader(byte[] bytes)
{
    /// <summary>Bytes that a reader may look at behind the last value.</summary>
    public const int Slack = 8;

    private int _at;

    public void Read(Span<long> values)
    {
        var width = bytes[_at];
        var smallest = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(_at + 1));
        _at += 9;
        if (width == 9)
        {
            foreach (ref var value in values)
            {
                value = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(_at));
                _at += 8;
            }

            return;
        }

        var mask = width == 8 ? ulong.MaxValue : (1UL << (8 * width)) - 1;
        foreach (ref var value in values)
        {
            var packed = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(_at)) & mask;
            value = packed == 0 ? Instants.Missing : unchecked((long)(packed - 1 + (ulong)smallest));
            _at += width;
        }
    }

    public void Read(Span<byte> values)
    {
        bytes.AsSpan(_at, values.Length).CopyTo(values);
        _at += values.Length;
    }

    public byte ReadByte() => bytes[_at++];
}
