using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ChurnPredict.Transport;

/// <summary>What makes an HTTP request a gRPC call, and the answers to those that are none.</summary>
internal static class RequestProtocol
{
    /// <summary>Whether a content type is <c>application/grpc</c>, with or without <c>+format</c> or parameters.</summary>
    public static bool IsGrpcContentType(string? contentType) => contentType is not null
        && contentType.StartsWith(GrpcHeaderNames.ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == GrpcHeaderNames.ContentType.Length
            || contentType[GrpcHeaderNames.ContentType.Length] is ';' or '+');

    /// <summary>Answers a request that is no gRPC call.</summary>
    /// <returns>True for a gRPC call, which is not answered.</returns>
    public static bool IsCall(HttpContext context)
    {
        if (!IsGrpcContentType(context.Request.ContentType))
            return Refuse(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.Internal,
                $"Found the content type '{context.Request.ContentType}'; expected '{GrpcHeaderNames.ContentType}'.");
        if (!HttpProtocol.IsHttp2(context.Request.Protocol) && !HttpProtocol.IsHttp3(context.Request.Protocol))
        {
            context.Response.Headers[HeaderNames.Upgrade] = HttpProtocol.Http2;
            return Refuse(context, StatusCodes.Status426UpgradeRequired, StatusCode.Internal,
                $"Found a request over {context.Request.Protocol}; gRPC needs {HttpProtocol.Http2}.");
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers[HeaderNames.Allow] = HttpMethods.Post;
            return Refuse(context, StatusCodes.Status405MethodNotAllowed, StatusCode.Internal,
                $"Found the HTTP method {context.Request.Method}; expected POST.");
        }

        return true;
    }

    /// <summary>Ends a call before its method is known to run, with headers alone.</summary>
    public static Task EndWith(HttpContext context, Status status)
    {
        context.Response.ContentType = GrpcHeaderNames.ContentType;
        SetStatus(context.Response.Headers, status);
        return Task.CompletedTask;
    }

    public static void SetStatus(IHeaderDictionary target, Status status)
    {
        target[GrpcHeaderNames.Status] =
            status.StatusCode == StatusCode.OK ? "0" : ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(status.Detail))
            target[GrpcHeaderNames.Message] = PercentEncoding.Encode(status.Detail);
    }

    private static bool Refuse(HttpContext context, int httpStatus, StatusCode code, string detail)
    {
        context.Response.StatusCode = httpStatus;
        SetStatus(context.Response.Headers, new Status(code, detail));
        return false;
    }
}
