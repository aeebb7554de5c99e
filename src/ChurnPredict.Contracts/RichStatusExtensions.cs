using Google.Protobuf;
using Grpc.Core;

namespace ChurnPredict.Contracts;

/// <summary>The standard error model: a <see cref="Google.Rpc.Status"/> with details in <c>grpc-status-details-bin</c>.</summary>
public static class RichStatusExtensions
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>An exception that ends a call with a status and its details.</summary>
    /// <param name="status">Code, message for developers, and details.</param>
    public static RpcException ToRpcException(this Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var trailers = new Metadata { { DetailsTrailer, status.ToByteArray() } };
        return new RpcException(new Status((StatusCode)status.Code, status.Message), trailers);
    }

    /// <summary>The status with details that a call ended with; null where the server sent none that can be read.</summary>
    /// <param name="exception">What the client caught.</param>
    public static Google.Rpc.Status? GetRpcStatus(this RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        try
        {
            return exception.Trailers.GetValueBytes(DetailsTrailer) is { } bytes
                ? Google.Rpc.Status.Parser.ParseFrom(bytes)
                : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
