using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport;

/// <summary>Headers of a client's request.</summary>
internal static class RequestHeaders
{
    private static readonly string UserAgent =
        $"grpc-dotnet-churnpredict/{typeof(RequestHeaders).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The compression that a call's headers ask for; null: none.</summary>
    public static string? EncodingOf(Metadata? headers) =>
        headers?.GetValue(GrpcHeaderNames.RequestCompression) is { } encoding and not GrpcHeaderNames.IdentityEncoding
            ? encoding
            : null;

    public static void Add(HttpRequestHeaders target, GrpcChannel channel, CallOptions options, TimeSpan? timeout)
    {
        target.TryAddWithoutValidation("te", "trailers");
        target.TryAddWithoutValidation("user-agent", UserAgent);
        target.TryAddWithoutValidation(GrpcHeaderNames.AcceptEncoding, channel.Compressions.AcceptEncoding);
        if (timeout is { } limit)
            target.TryAddWithoutValidation(GrpcHeaderNames.Timeout, TimeoutHeader.Format(limit));
        if (options.Headers is { Count: > 0 } headers)
            Add(target, headers);
    }

    public static void Add(HttpRequestHeaders target, Metadata headers)
    {
        foreach (var entry in headers)
        {
            if (entry.Key == GrpcHeaderNames.RequestCompression)
                target.TryAddWithoutValidation(GrpcHeaderNames.Encoding, entry.Value);
            else if (entry.Key != GrpcHeaderNames.Timeout)
                target.TryAddWithoutValidation(
                    entry.Key, entry.IsBinary ? BinaryHeader.Encode(entry.BinaryValue) : entry.Value);
        }
    }
}
