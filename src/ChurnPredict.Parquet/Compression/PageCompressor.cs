using System.IO.Compression;

namespace ChurnPredict.Parquet;

/// <summary>Compresses page bodies.</summary>
internal sealed class PageCompressor(ParquetCompression compression)
{
    private readonly SnappyEncoder _snappy = new();
    private readonly ZstdEncoder _zstd = new();

    public CompressionCodec Codec => compression switch
    {
        ParquetCompression.Snappy => CompressionCodec.Snappy,
        ParquetCompression.Zstd => CompressionCodec.Zstd,
        ParquetCompression.Gzip => CompressionCodec.Gzip,
        _ => CompressionCodec.Uncompressed,
    };

    /// <summary>Appends the compressed body to <paramref name="output"/>.</summary>
    public void Compress(ReadOnlySpan<byte> body, ByteSink output)
    {
        switch (compression)
        {
            case ParquetCompression.Snappy: _snappy.Encode(body, output); break;
            case ParquetCompression.Zstd: _zstd.Encode(body, output); break;
            case ParquetCompression.Gzip: Deflate(body, output); break;
            default: output.Append(body); break;
        }
    }

    private static void Deflate(ReadOnlySpan<byte> body, ByteSink output)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(body);
        output.Append(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
