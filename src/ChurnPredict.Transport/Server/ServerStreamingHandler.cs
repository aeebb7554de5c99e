using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

internal sealed class ServerStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method,
    MethodOptions options,
    ILogger logger,
    ServerStreamingServerMethod<TRequest, TResponse> handler) : CallHandler(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(ServerCall call)
    {
        AllowConfiguredRequest(call.HttpContext);
        var request = await RequestMessages.ReadSingleAsync(call, method.RequestMarshaller).ConfigureAwait(false);
        var responses = new ServerStreamWriter<TResponse>(call, method.ResponseMarshaller);
        await handler(request, responses, call).ConfigureAwait(false);
    }
}
