using System.Net;
using System.Net.Http.Headers;

namespace ChurnPredict.Transport;

/// <summary>A request body that others write to while the request runs.</summary>
internal sealed class StreamRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue GrpcContentType = new(GrpcHeaderNames.ContentType);

    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamRequestContent() => Headers.ContentType = GrpcContentType;

    /// <summary>Where to write, once the request has started.</summary>
    public Task<Stream> Stream => _stream.Task;

    /// <summary>Ends the request.</summary>
    public void Complete() => _completion.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // Sends the headers, so that the server can start before the first message.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream.TrySetResult(stream);
        await _completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
