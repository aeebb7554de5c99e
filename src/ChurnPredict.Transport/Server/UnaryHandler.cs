using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

internal sealed class UnaryHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method,
    MethodOptions options,
    ILogger logger,
    UnaryServerMethod<TRequest, TResponse> handler) : CallHandler(method, options, logger)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(ServerCall call)
    {
        AllowConfiguredRequest(call.HttpContext);
        var request = await RequestMessages.ReadSingleAsync(call, method.RequestMarshaller).ConfigureAwait(false);
        var response = await handler(request, call).ConfigureAwait(false);
        await call.WriteSingleAsync(response, method.ResponseMarshaller).ConfigureAwait(false);
    }
}
