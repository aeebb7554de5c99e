using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

internal sealed class ClientStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method,
    MethodOptions options,
    ILogger logger,
    ClientStreamingServerMethod<TRequest, TResponse> handler) : CallHandler(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(ServerCall call)
    {
        AllowEndlessRequest(call.HttpContext);
        var requests = new ServerStreamReader<TRequest>(call, method.RequestMarshaller);
        var response = await handler(requests, call).ConfigureAwait(false);
        await call.WriteSingleAsync(response, method.ResponseMarshaller).ConfigureAwait(false);
    }
}
