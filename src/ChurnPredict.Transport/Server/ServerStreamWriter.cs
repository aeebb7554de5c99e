using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>The responses of a stream; a write completes when the connection has room for the next.</summary>
internal sealed class ServerStreamWriter<T>(ServerCall call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    private Task _write = Task.CompletedTask;

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        if (!_write.IsCompleted)
            return Task.FromException(new InvalidOperationException("Can't write the message because the previous write is in progress."));
        return _write = call.WriteNextAsync(message, marshaller, cancellationToken);
    }
}
