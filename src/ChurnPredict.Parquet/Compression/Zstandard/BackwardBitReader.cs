using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ChurnPredict.Parquet;

/// <summary>Reads a Zstandard bit stream from its end to its start (RFC 8878, 4.1). Behind the start it reads zeros and
/// <see cref="BitsLeft"/> goes below zero, which the caller checks.</summary>
internal ref struct BackwardBitReader
{
    private readonly ReadOnlySpan<byte> _data;

    public BackwardBitReader(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[^1] == 0) throw new DamagedDataException("a Zstandard bit stream has no end mark");
        _data = data;
        BitsLeft = ((long)data.Length - 1) * 8 + BitOperations.Log2(data[^1]);
    }

    /// <summary>Bits not read yet; negative when more were read than there are.</summary>
    public long BitsLeft { get; private set; }

    /// <summary>The next bits without reading them.</summary>
    /// <param name="count">0 to 56.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek(int count)
    {
        var start = BitsLeft - count;
        if (start < 0) return PeekBeyondStart(count);
        var position = (int)(start >> 3);
        var word = position + sizeof(ulong) <= _data.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(_data[position..])
            : LoadTail(position);
        return word >> (int)(start & 7) & ((1UL << count) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count) => BitsLeft -= count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(int count)
    {
        var bits = Peek(count);
        BitsLeft -= count;
        return bits;
    }

    private readonly ulong PeekBeyondStart(int count)
    {
        if (BitsLeft <= 0) return 0;
        var available = (int)BitsLeft;
        return (LoadTail(0) & ((1UL << available) - 1)) << (count - available);
    }

    private readonly ulong LoadTail(int position)
    {
        var tail = _data[position..];
        if (tail.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(tail);
        ulong word = 0;
        for (var index = tail.Length - 1; index >= 0; index--) word = word << 8 | tail[index];
        return word;
    }
}
