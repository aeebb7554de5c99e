using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ChurnPredict.Parquet;

/// <summary>The bytes of one column chunk, read from the file as they are asked for: small chunks at once, large ones page by
/// page, so that memory stays bounded by the largest page.</summary>
internal sealed class ChunkWindow(SafeFileHandle file, long start, long end) : IDisposable
{
    private const int ReadAtOnce = 4 << 20;
    private byte[] _buffer = [];
    private long _bufferStart;
    private int _bufferLength;

    public long Start => start;

    public long End => end;

    /// <summary>Bytes of the chunk; valid until the next call.</summary>
    /// <param name="offset">In the file, within the chunk.</param>
    /// <param name="length">At most what is left of the chunk.</param>
    public ReadOnlySpan<byte> At(long offset, int length)
    {
        if (offset < start || offset + length > end)
            throw new DamagedDataException($"the column chunk ends at {end}, but {length} bytes are expected at {offset}");
        if (offset < _bufferStart || offset + length > _bufferStart + _bufferLength) Fill(offset, length);
        return _buffer.AsSpan((int)(offset - _bufferStart), length);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Fill(long offset, int length)
    {
        var wholeChunk = end - start <= ReadAtOnce;
        var (from, count) = wholeChunk ? (start, (int)(end - start)) : (offset, length);
        if (_buffer.Length < count)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        }

        var read = 0;
        while (read < count)
        {
            var got = RandomAccess.Read(file, _buffer.AsSpan(read, count - read), from + read);
            if (got == 0) throw new DamagedDataException($"the file ends at {from + read}, inside a column chunk");
            read += got;
        }

        (_bufferStart, _bufferLength) = (from, count);
    }
}
