using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>A client's requests; a write completes when the connection has taken the message.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The content is disposed of with its request.")]
internal sealed class ClientStreamWriter<TRequest, TResponse> : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly ClientCall<TRequest, TResponse> _call;
    private readonly StreamRequestContent _content = new();
    private readonly Lock _gate = new();
    private Task _write = Task.CompletedTask;
    private bool _isComplete;

    public ClientStreamWriter(ClientCall<TRequest, TResponse> call)
    {
        _call = call;
        WriteOptions = call.Options.WriteOptions;
        call.CancellationToken.UnsafeRegister(static content => ((StreamRequestContent)content!).Complete(), _content);
    }

    public HttpContent Content => _content;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_call.IsDisposed)
            return Task.FromException(new ObjectDisposedException(_call.Method.FullName));
        lock (_gate)
        {
            if (_isComplete)
                return Refused("Request stream has already been completed.");
            if (!_write.IsCompleted)
                return Refused("Can't write the message because the previous write is in progress.");
            if (_call.StatusSoFar is { } status)
                return Task.FromException(_call.ErrorOf(status));
            if (cancellationToken.IsCancellationRequested)
                return Task.FromCanceled(cancellationToken);
            return _write = SendAsync(message, cancellationToken);
        }
    }

    public Task CompleteAsync()
    {
        lock (_gate)
        {
            if (!_write.IsCompleted)
                return Refused("Can't complete the client stream writer because the previous write is in progress.");
            _isComplete = true;
        }

        _content.Complete();
        return Task.CompletedTask;
    }

    private static Task Refused(string reason) => Task.FromException(new InvalidOperationException(reason));

    private async Task SendAsync(TRequest message, CancellationToken cancellationToken)
    {
        using var cancel = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), _call);
        try
        {
            var stream = await _content.Stream.WaitAsync(_call.CancellationToken).ConfigureAwait(false);
            using var frame = new PooledBuffer(1024);
            _call.Writer.Write(message, _call.Method.RequestMarshaller, frame, _call.EncodingFor(WriteOptions), null);
            await stream.WriteAsync(frame.WrittenMemory, _call.CancellationToken).ConfigureAwait(false);
            if (WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) != true)
                await stream.FlushAsync(_call.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Seen(exception);
        }
    }

    /// <summary>
    /// What the writer learns. A request that cannot be written says little: why, the response will say, so it does not
    /// end the call here. The caller's own cancellation and a message that cannot be sent do.
    /// </summary>
    private Exception Seen(Exception exception)
    {
        if (_call.StatusSoFar is { } status)
            return _call.ErrorOf(status);
        // The stream of a request that was cut may be gone before the writer hears of the cut.
        var isCut = exception is IOException or ObjectDisposedException;
        if (isCut && _call.IsGivenUp)
            return _call.Fail(new OperationCanceledException("The call was given up.", exception));
        return isCut || (exception is OperationCanceledException && !_call.IsGivenUp)
            ? new RpcException(new Status(StatusCode.Cancelled, "The server no longer reads the requests.", exception))
            : _call.Fail(exception);
    }
}
