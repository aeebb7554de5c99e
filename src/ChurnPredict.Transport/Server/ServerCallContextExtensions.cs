using ChurnPredict.Transport;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>What ASP.NET Core knows about a call.</summary>
public static class ServerCallContextExtensions
{
    private const string HttpContextKey = "__HttpContext";

    /// <summary>The call's HTTP context.</summary>
    /// <param name="serverCallContext">The call.</param>
    /// <exception cref="InvalidOperationException">The call does not come from ASP.NET Core.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        if (serverCallContext is ServerCall call)
            return call.HttpContext;
        return serverCallContext.UserState.TryGetValue(HttpContextKey, out var found) && found is HttpContext context
            ? context
            : throw new InvalidOperationException("This call does not come from ASP.NET Core, so it has no HttpContext.");
    }
}
