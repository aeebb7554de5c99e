using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>A request body of one message.</summary>
internal sealed class SingleRequestContent<T> : HttpContent
    where T : class
{
    private static readonly MediaTypeHeaderValue GrpcContentType = new(GrpcHeaderNames.ContentType);

    private readonly T _message;
    private readonly Marshaller<T> _marshaller;
    private readonly PayloadWriter _writer;
    private readonly string? _encoding;

    public SingleRequestContent(T message, Marshaller<T> marshaller, PayloadWriter writer, string? encoding)
    {
        _message = message;
        _marshaller = marshaller;
        _writer = writer;
        _encoding = encoding;
        Headers.ContentType = GrpcContentType;
    }

    /// <summary>The same request for another attempt.</summary>
    public SingleRequestContent<T> Again() => new(_message, _marshaller, _writer, _encoding);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var frame = new PooledBuffer(1024);
        _writer.Write(_message, _marshaller, frame, _encoding, null);
        await stream.WriteAsync(frame.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
