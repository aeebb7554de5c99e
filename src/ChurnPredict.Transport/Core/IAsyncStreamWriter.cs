namespace Grpc.Core;

/// <summary>A stream of messages to write, one by one. One write at a time.</summary>
/// <typeparam name="T">Type of the messages.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null: the default.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; completes when the transport has room for the next.</summary>
    /// <param name="message">The message; not kept.</param>
    /// <exception cref="InvalidOperationException">The write before has not completed.</exception>
    Task WriteAsync(T message);

    /// <summary>Writes a message; completes when the transport has room for the next.</summary>
    /// <param name="message">The message; not kept.</param>
    /// <param name="cancellationToken">Gives up the whole call, not only this write.</param>
    /// <exception cref="InvalidOperationException">The write before has not completed.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This writer cannot cancel a write.")
        : WriteAsync(message);
}
