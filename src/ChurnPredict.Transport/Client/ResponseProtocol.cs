using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>What makes an HTTP response the answer to a call, and where its status stands.</summary>
internal static class ResponseProtocol
{
    /// <summary>Why the response is no answer to a call, or the failure that its headers tell already; null: it is the beginning of one.</summary>
    public static Status? FailureOf(HttpResponseMessage response)
    {
        if (TryReadStatus(response.Headers, out var status))
            return status.StatusCode == StatusCode.OK ? null : status;
        if (response.StatusCode != HttpStatusCode.OK)
            return new Status(StatusOf(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        return RequestProtocol.IsGrpcContentType(response.Content.Headers.ContentType?.MediaType)
            ? null
            : new Status(StatusCode.Cancelled, $"Bad gRPC response. Invalid content-type value: {response.Content.Headers.ContentType?.ToString() ?? "none"}");
    }

    /// <summary>The status of a response whose body has been read.</summary>
    public static Status ReadStatus(HttpResponseMessage response) =>
        TryReadStatus(response.TrailingHeaders, out var status) || TryReadStatus(response.Headers, out status)
            ? status
            : new Status(StatusCode.Cancelled, "No grpc-status found on response.");

    private static bool TryReadStatus(HttpResponseHeaders headers, out Status status)
    {
        status = default;
        if (!headers.NonValidated.TryGetValues(GrpcHeaderNames.Status, out var codes))
            return false;
        var code = int.TryParse(codes.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= (int)StatusCode.Unauthenticated
            ? (StatusCode)number
            : StatusCode.Unknown;
        var detail = headers.NonValidated.TryGetValues(GrpcHeaderNames.Message, out var messages)
            ? PercentEncoding.Decode(messages.ToString())
            : "";
        status = new Status(code, detail);
        return true;
    }

    /// <summary>As in the gRPC project's http-grpc-status-mapping.md.</summary>
    private static StatusCode StatusOf(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
