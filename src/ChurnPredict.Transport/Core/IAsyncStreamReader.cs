namespace Grpc.Core;

/// <summary>A stream of messages, read one by one. One read at a time.</summary>
/// <typeparam name="T">Type of the messages.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message read last; valid after <see cref="MoveNext"/> gave true.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false at the end of the stream.</summary>
    /// <param name="cancellationToken">Gives up the whole call, not only this read.</param>
    /// <exception cref="RpcException">The call ended with an error.</exception>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
