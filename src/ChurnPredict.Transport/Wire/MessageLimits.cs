using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>Errors of messages that are larger than one side allows.</summary>
internal static class MessageLimits
{
    /// <summary>The default for received messages, as in every gRPC implementation.</summary>
    public const int DefaultReceiveSize = 4 * 1024 * 1024;

    public static RpcException ReceivedTooLarge(long found, int limit) => new(new Status(
        StatusCode.ResourceExhausted,
        $"Received message exceeds the maximum configured message size: found at least {found} bytes, at most {limit} are allowed."));

    public static RpcException SentTooLarge(long found, int limit) => new(new Status(
        StatusCode.ResourceExhausted,
        $"Sending message exceeds the maximum configured message size: found {found} bytes, at most {limit} are allowed."));
}
