using System.Collections.Frozen;

namespace ChurnPredict.Transport;

/// <summary>Header names of the gRPC protocol over HTTP/2 (PROTOCOL-HTTP2.md of the gRPC project).</summary>
internal static class GrpcHeaderNames
{
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string PreviousAttempts = "grpc-previous-rpc-attempts";
    public const string RetryPushback = "grpc-retry-pushback-ms";

    /// <summary>A client's header that asks for compression of this call; consumed by the channel, never sent.</summary>
    public const string RequestCompression = "grpc-internal-encoding-request";

    public const string ContentType = "application/grpc";

    public const string IdentityEncoding = "identity";

    private static readonly FrozenSet<string> ReservedInRequests = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, Encoding, AcceptEncoding, Timeout, RequestCompression, "te", "content-type");

    /// <summary>Whether a response header or trailer belongs to the protocol and not to the user.</summary>
    public static bool IsReservedInResponses(string name) => Status.Equals(name, StringComparison.OrdinalIgnoreCase)
        || Message.Equals(name, StringComparison.OrdinalIgnoreCase)
        || Encoding.Equals(name, StringComparison.OrdinalIgnoreCase)
        || AcceptEncoding.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request header belongs to the protocol and is not shown to handlers.</summary>
    public static bool IsReservedInRequests(string name) => name.StartsWith(':') || ReservedInRequests.Contains(name);
}
