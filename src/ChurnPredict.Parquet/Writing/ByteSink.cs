using System.Buffers;
using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>A growing buffer that pages are put together in; kept and reused from page to page.</summary>
internal sealed class ByteSink : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Appends room for <paramref name="count"/> bytes, whose contents are undefined.</summary>
    public Span<byte> Extend(int count)
    {
        var room = GetSpan(count)[..count];
        Length += count;
        return room;
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    public void AppendByte(byte value) => Extend(1)[0] = value;

    public void AppendInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Extend(sizeof(int)), value);

    /// <summary>Overwrites a byte that was appended before.</summary>
    public void PatchByte(int position, byte value) => _bytes[position] = value;

    /// <summary>Overwrites four bytes that were appended before.</summary>
    public void PatchInt32(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position), value);

    public void AppendVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) AppendByte((byte)(value | 0x80));
        AppendByte((byte)value);
    }

    public void AppendZigZag(long value) => AppendVarint((ulong)(value << 1 ^ value >> 63));

    /// <summary>Drops everything behind <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int count)
    {
        var wanted = (long)Length + count;
        if (wanted <= _bytes.Length) return;
        if (wanted > Array.MaxLength)
            throw new InvalidOperationException($"a page would take {wanted} bytes, the largest has {Array.MaxLength}");
        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(wanted, 2L * _bytes.Length), Array.MaxLength));
    }
}
