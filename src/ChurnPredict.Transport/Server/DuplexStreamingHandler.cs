using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

internal sealed class DuplexStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method,
    MethodOptions options,
    ILogger logger,
    DuplexStreamingServerMethod<TRequest, TResponse> handler) : CallHandler(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(ServerCall call)
    {
        AllowEndlessRequest(call.HttpContext);
        var requests = new ServerStreamReader<TRequest>(call, method.RequestMarshaller);
        var responses = new ServerStreamWriter<TResponse>(call, method.ResponseMarshaller);
        await handler(requests, responses, call).ConfigureAwait(false);
    }
}
