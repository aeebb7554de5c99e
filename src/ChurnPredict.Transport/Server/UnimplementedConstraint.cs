using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChurnPredict.Transport;

/// <summary>Lets a route match only gRPC calls, so that other requests keep their own answers.</summary>
internal sealed class UnimplementedConstraint : IRouteConstraint
{
    public const string Name = "grpcunimplemented";

    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext is not null && HttpMethods.IsPost(httpContext.Request.Method)
        && RequestProtocol.IsGrpcContentType(httpContext.Request.ContentType);
}
