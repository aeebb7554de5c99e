using System.Buffers;
using System.IO.Compression;

namespace ChurnPredict.Parquet;

/// <summary>Decompresses page bodies into a buffer of its own, which the next page overwrites. A size that a header declares is
/// allocated only when the compressed bytes can give it, or piece by piece as they do.</summary>
internal sealed class PageDecompressor : IDisposable
{
    private const int FirstAllocation = 1 << 16;

    // No element of three bytes gives more than 64 (Snappy), no byte more than 255 (LZ4).
    private const int LargestSnappyRatio = 22;
    private const int LargestLz4Ratio = 256;
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
        if (source.IsEmpty)
            throw new DamagedDataException($"a compressed page is empty, its header announces {length} decompressed bytes");
        switch (codec)
        {
            case CompressionCodec.Snappy: SnappyDecoder.Decode(source, Reserve(length, (long)source.Length * LargestSnappyRatio)); break;
            case CompressionCodec.Gzip: Inflate(source, length); break;
            case CompressionCodec.Brotli: DecodeBrotli(source, length); break;
            case CompressionCodec.Lz4Hadoop: Lz4Framing.Decode(source, Reserve(length, (long)source.Length * LargestLz4Ratio)); break;
            case CompressionCodec.Zstd: (_zstd ??= new ZstdDecoder()).Decode(source, Reserve(length, ZstdDecoder.MostDecoded(source))); break;
            case CompressionCodec.Lz4Raw: Lz4Decoder.DecodeExactly(source, Reserve(length, (long)source.Length * LargestLz4Ratio)); break;
            default: throw new DamagedDataException($"compression codec {codec} ({(int)codec}) is not supported");
        }

        return _buffer.AsSpan(0, length);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static ReadOnlySpan<byte> Uncompressed(ReadOnlySpan<byte> source, int length)
    {
        if (source.Length != length)
            throw new DamagedDataException($"found {source.Length} bytes in an uncompressed page, its header announces {length}");
        return source;
    }

    private Span<byte> Reserve(int length, long mostPossible)
    {
        if (length > mostPossible)
            throw new DamagedDataException(
                $"a page announces {length} decompressed bytes, but its compressed bytes give at most {mostPossible}");
        if (_buffer.Length < length)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        return _buffer.AsSpan(0, length);
    }

    // GZipStream reads on through concatenated members.
    private unsafe void Inflate(ReadOnlySpan<byte> source, int length)
    {
        fixed (byte* bytes = source)
        {
            using var input = new UnmanagedMemoryStream(bytes, source.Length);
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            try
            {
                var read = 0;
                while (read < length)
                {
                    GrowBeyond(read, length);
                    var chunk = gzip.Read(_buffer, read, Math.Min(_buffer.Length, length) - read);
                    if (chunk == 0)
                        throw new DamagedDataException(
                            $"a gzip page decompresses to {read} bytes, its header announces {length}");
                    read += chunk;
                }

                if (gzip.ReadByte() >= 0)
                    throw new DamagedDataException(
                        $"a gzip page decompresses to more than the {length} bytes that its header announces");
            }
            catch (InvalidDataException exception)
            {
                throw new DamagedDataException($"a gzip page is damaged: {exception.Message}");
            }
        }
    }

    private void DecodeBrotli(ReadOnlySpan<byte> source, int length)
    {
        using var decoder = default(BrotliDecoder);
        var written = 0;
        while (true)
        {
            GrowBeyond(written, length);
            var status = decoder.Decompress(source, _buffer.AsSpan(written, Math.Min(_buffer.Length, length) - written), out var consumed, out var chunk);
            source = source[consumed..];
            written += chunk;
            if (status == OperationStatus.DestinationTooSmall && written < length) continue;
            if (status == OperationStatus.Done && written == length) return;
            throw new DamagedDataException(
                $"a brotli page decompresses to {written} bytes ({status}), its header announces {length}");
        }
    }

    private void GrowBeyond(int used, int length)
    {
        if (used < _buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, Math.Max(FirstAllocation, 2L * _buffer.Length)));
        _buffer.AsSpan(0, used).CopyTo(larger);
        Dispose();
        _buffer = larger;
    }
}
