using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Writes the bit streams that <see cref="BackwardBitReader"/> reads from their end.</summary>
internal ref struct BackwardBitWriter(ByteSink output)
{
    private readonly ByteSink _output = output;
    private ulong _pending;
    private int _pendingBits;

    /// <param name="value">Its lower bits are written.</param>
    /// <param name="count">0 to 32.</param>
    public void Write(ulong value, int count)
    {
        _pending |= (value & ((1UL << count) - 1)) << _pendingBits;
        _pendingBits += count;
        if (_pendingBits < 32) return;
        BinaryPrimitives.WriteUInt32LittleEndian(_output.Extend(4), (uint)_pending);
        _pending >>= 32;
        _pendingBits -= 32;
    }

    /// <summary>Appends the end mark and fills the last byte.</summary>
    public void Finish()
    {
        Write(1, 1);
        for (; _pendingBits > 0; _pendingBits -= 8, _pending >>= 8) _output.AppendByte((byte)_pending);
    }
}
