using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>Reads a Zstandard bit stream from its end to its start (RFC 8878, 4.1). Behind the start it reads zeros and
/// <see cref="BitsLeft"/> goes below zero, which the caller checks.</summary>
internal ref struct BackwardBitReader
{
    private readonly ReadOnlySpan<byte> _data;

    // So many positions have eight bytes behind them.
    private readonly uint _wordCount;

    public BackwardBitReader(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[^1] == 0) throw new DamagedDataException("a Zstandard bit stream has no end mark");
        _data = data;
        _wordCount = (uint)Math.Max(0, data.Length - 7);
        BitsLeft = ((data.Length - 1) * 8) + BitOperations.Log2(data[^1]);
    }

    /// <summary>Bits not read yet; negative when more were read than there are. Streams are at most a block long.</summary>
    public int BitsLeft { get; private set; }

    /// <summary>The next bits without reading them.</summary>
    /// <param name="count">0 to 56.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek(int count)
    {
        // One comparison finds both a start before the stream and a word that would reach behind its end.
        var start = BitsLeft - count;
        if ((uint)(start >> 3) >= _wordCount) return PeekAtEdge(count);
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_data), start >> 3));
        return word >> (start & 7) & ((1UL << count) - 1);
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

    private readonly ulong PeekAtEdge(int count)
    {
        var start = BitsLeft - count;
        if (start >= 0) return LoadTail(start >> 3) >> (start & 7) & ((1UL << count) - 1);
        if (BitsLeft <= 0) return 0;
        return (LoadTail(0) & ((1UL << BitsLeft) - 1)) << -start;
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
