using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace ChurnPredict.Transport;

/// <summary>The compressions that one side can read and write, by name.</summary>
internal sealed class CompressionProviders
{
    private readonly Dictionary<string, ICompressionProvider> _byName = new(StringComparer.Ordinal);

    public CompressionProviders(IEnumerable<ICompressionProvider> configured)
    {
        foreach (var provider in configured)
            _byName[provider.EncodingName] = provider;
        AddUnlessPresent(new GzipCompressionProvider(CompressionLevel.Fastest));
        AddUnlessPresent(new DeflateCompressionProvider(CompressionLevel.Fastest));
        AcceptEncoding = string.Join(',', _byName.Keys.Prepend(GrpcHeaderNames.IdentityEncoding));
    }

    /// <summary>The value of <c>grpc-accept-encoding</c>.</summary>
    public string AcceptEncoding { get; }

    public bool Knows(string name) => _byName.ContainsKey(name);

    /// <summary>Appends the compressed message to a buffer.</summary>
    public void Compress(string name, ReadOnlySpan<byte> message, CompressionLevel? level, IBufferWriter<byte> target)
    {
        using var stream = _byName[name].CreateCompressionStream(new BufferWriterStream(target), level);
        stream.Write(message);
    }

    /// <summary>Decompresses a message, but never more than the limit, so that a small bomb stays small.</summary>
    /// <param name="name">The message's encoding; null: the peer named none.</param>
    /// <param name="message">The compressed message.</param>
    /// <param name="limit">Largest size of the result; null: none.</param>
    /// <param name="target">Where the result is appended.</param>
    /// <exception cref="RpcException">The encoding is not known, the data are damaged, or the limit is passed.</exception>
    public void Decompress(string? name, in ReadOnlySequence<byte> message, int? limit, PooledBuffer target)
    {
        if (name is null or GrpcHeaderNames.IdentityEncoding)
            throw new RpcException(new Status(
                StatusCode.Internal, $"A message is marked as compressed but {GrpcHeaderNames.Encoding} names no compression."));
        if (!_byName.TryGetValue(name, out var provider))
            throw new RpcException(new Status(
                StatusCode.Unimplemented, $"Found the message encoding '{name}'; expected one of: {AcceptEncoding}."));
        try
        {
            using var stream = provider.CreateDecompressionStream(new SequenceStream(message));
            Drain(stream, limit, target);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"A message is not valid {name} data.", exception));
        }
    }

    private static void Drain(Stream stream, int? limit, PooledBuffer target)
    {
        int count;
        while ((count = stream.Read(target.GetSpan(4096))) > 0)
        {
            target.Advance(count);
            if (target.Length > limit)
                throw MessageLimits.ReceivedTooLarge(target.Length, limit.Value);
        }
    }

    private void AddUnlessPresent(ICompressionProvider provider) => _byName.TryAdd(provider.EncodingName, provider);
}
