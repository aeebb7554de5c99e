using System.Buffers.Binary;
using System.Numerics;

namespace ChurnPredict.History;

/// <summary>
/// Packs columns of a spilled run. Integers are written as differences to the smallest in as few whole bytes as the largest
/// needs; numbers with at most two decimals (money, counts) as hundredths. A block of transactions shrinks to about a third at
/// memory speed, where a general compressor takes several times as long for little more.
/// </summary>
internal sealed class BlockWriter
{
    private byte[] _bytes = new byte[1 << 16];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Writes integers; <see cref="Instants.Missing"/> costs no width.</summary>
    public void Write(ReadOnlySpan<long> values)
    {
        var (smallest, largest) = (long.MaxValue, long.MinValue);
        foreach (var value in values)
        {
            if (value == Instants.Missing) continue;
            smallest = long.Min(smallest, value);
            largest = long.Max(largest, value);
        }

        if (smallest > largest) smallest = largest = 0;
        unchecked
        {
            // 0 stands for missing, so that present values count from 1.
            var range = (ulong)largest - (ulong)smallest;
            var width = range == ulong.MaxValue ? 9 : ((BitOperations.Log2(range + 1) >> 3) + 1);
            Reserve(9 + (values.Length * 9) + 8);
            _bytes[Length] = (byte)width;
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(Length + 1), smallest);
            Length += 9;
            if (width == 9) WriteRaw(values);
            else WritePacked(values, smallest, width);
        }
    }

    public void Write(ReadOnlySpan<byte> values)
    {
        Reserve(values.Length + 8);
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }

    private void WriteRaw(ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(Length), value);
            Length += 8;
        }
    }

    private void WritePacked(ReadOnlySpan<long> values, long smallest, int width)
    {
        var at = Length;
        foreach (var value in values)
        {
            var packed = value == Instants.Missing ? 0 : unchecked((ulong)value - (ulong)smallest + 1);
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(at), packed);
            at += width;
        }

        Length = at;
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Length < more) Array.Resize(ref _bytes, int.Max(_bytes.Length * 2, Length + more));
    }
}
