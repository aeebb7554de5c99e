using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>What a failure of HTTP means as a status.</summary>
internal static class HttpFailure
{
    public static Status StatusOf(Exception exception)
    {
        var code = Find<HttpProtocolException>(exception) is { } protocol
            ? StatusOfStreamError(protocol.ErrorCode)
            : exception switch
            {
                HttpRequestException or IOException => StatusCode.Unavailable,
                _ => StatusCode.Internal,
            };
        return new Status(code, $"Error in the gRPC call. {exception.GetType().Name}: {exception.Message}", exception);
    }

    /// <summary>HTTP/2 error codes, as in the gRPC project's PROTOCOL-HTTP2.md.</summary>
    private static StatusCode StatusOfStreamError(long errorCode) => errorCode switch
    {
        7 => StatusCode.Unavailable,
        8 => StatusCode.Cancelled,
        11 => StatusCode.ResourceExhausted,
        12 => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
            exception = exception.InnerException;
        return exception as T;
    }
}
