using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One way of compressing messages.</summary>
public interface ICompressionProvider
{
    /// <summary>Name on the wire, for example <c>gzip</c>.</summary>
    string EncodingName { get; }

    /// <summary>A stream that compresses what is written to it; leaves the inner stream open.</summary>
    /// <param name="stream">Where compressed bytes go.</param>
    /// <param name="compressionLevel">How hard to try; null: the provider's default.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream to read decompressed bytes from.</summary>
    /// <param name="stream">Where compressed bytes come from.</param>
    Stream CreateDecompressionStream(Stream stream);
}
