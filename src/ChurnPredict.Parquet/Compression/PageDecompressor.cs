using System.IO.Compression;

namespace ChurnPredict.Parquet;

/// <summary>Decompresses page bodies into a buffer of its own, which the next page overwrites.</summary>
internal sealed class PageDecompressor
{
    // A buffer grows as data comes out of the decoder: a size that a damaged header declares is not allocated on its word.
    private const int FirstAllocation = 1 << 16;
    private byte[] _buffer = [];
    private ZstdDecoder? _zstd;

    /// <summary>Decompresses one body.</summary>
    /// <param name="codec">How it is compressed.</param>
    /// <param name="source">The body as it stands in the file.</param>
    /// <param name="length">Bytes that it must decompress to.</param>
    /// <returns>Valid until the next call; for <see cref="CompressionCodec.Uncompressed"/> the source itself.</returns>
    public ReadOnlySpan<byte> Decompress(CompressionCodec codec, ReadOnlySpan<byte> source, int length)
    {
        if (codec == CompressionCodec.Uncompressed) return Uncompressed(source, length);
        if (length == 0) return [];
        switch (codec)
        {
            case CompressionCodec.Snappy:
                CheckRatio(source, length, 64);
                SnappyDecoder.Decode(source, Reserve(length));
                break;
            case CompressionCodec.Zstd:
                // A block of four bytes can stand for 128 KiB; nothing can stand for more.
                CheckRatio(source, length, ZstdDecoder.LargestBlock);
                (_zstd ??= new ZstdDecoder()).Decode(source, Reserve(length));
                break;
            case CompressionCodec.Gzip: Inflate(source, length); break;
            default: throw new DamagedDataException($"compression codec {codec} ({(int)codec}) is not supported");
        }

        return _buffer.AsSpan(0, length);
    }

    private static ReadOnlySpan<byte> Uncompressed(ReadOnlySpan<byte> source, int length)
    {
        if (source.Length != length)
            throw new DamagedDataException($"found {source.Length} bytes in an uncompressed page, its header announces {length}");
        return source;
    }

    private static void CheckRatio(ReadOnlySpan<byte> source, int length, int largestRatio)
    {
        if (length / largestRatio > source.Length)
            throw new DamagedDataException($"a page of {source.Length} bytes announces {length} decompressed bytes, more than its codec can give");
    }

    private void Inflate(ReadOnlySpan<byte> source, int length)
    {
        using var input = new MemoryStream(source.ToArray());
        using var gzip = new GZipStream(input, CompressionMode.Decompress);
        var read = 0;
        try
        {
            while (read < length)
            {
                if (read == _buffer.Length || _buffer.Length == 0) Grow(length);
                var chunk = gzip.Read(_buffer, read, Math.Min(_buffer.Length, length) - read);
                if (chunk == 0) throw new DamagedDataException($"a gzip page decompresses to {read} bytes, its header announces {length}");
                read += chunk;
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DamagedDataException($"a gzip page is damaged: {exception.Message}");
        }
    }

    private Span<byte> Reserve(int length)
    {
        if (_buffer.Length < length) _buffer = GC.AllocateUninitializedArray<byte>(length);
        return _buffer.AsSpan(0, length);
    }

    private void Grow(int length) => Array.Resize(ref _buffer, (int)Math.Min(length, Math.Max(FirstAllocation, 2L * _buffer.Length)));
}
