namespace Grpc.Core;

/// <summary>
/// A call that ended with another status than OK: thrown by a client, and by a handler that wants to end its
/// call with that status.
/// </summary>
public class RpcException : Exception
{
    /// <summary>Makes an exception whose message is the status.</summary>
    /// <param name="status">How the call ended.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Makes an exception with a message of its own.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="message">The exception's message; not sent.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Makes an exception with trailers.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">Trailers that go with the status; kept, not copied.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Makes an exception with trailers and a message of its own.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">Trailers that go with the status; kept, not copied.</param>
    /// <param name="message">The exception's message; not sent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="trailers"/> is null.</exception>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>What kind of result.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>Trailers of the call; empty where there are none.</summary>
    public Metadata Trailers { get; }
}
