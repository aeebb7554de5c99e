using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace ChurnPredict.Transport;

/// <summary>Answers the requests of one method: from the request through the handler to the status.</summary>
internal abstract class CallHandler(IMethod method, MethodOptions options, ILogger logger)
{
    /// <summary>Kestrel's own limit on a request body, in bytes.</summary>
    private const int KestrelBodyLimit = 30_000_000;

    public Task HandleAsync(HttpContext context)
    {
        if (!RequestProtocol.IsCall(context))
            return Task.CompletedTask;
        var call = new ServerCall(context, method, options, logger);
        context.Features.Set<IServerCallContextFeature>(call);
        return RunAsync(call);
    }

    /// <summary>Reads requests, runs the handler and writes responses.</summary>
    protected abstract Task InvokeAsync(ServerCall call);

    /// <summary>Lets a request stream last as long and grow as large as it likes.</summary>
    protected static void AllowEndlessRequest(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } dataRate)
            dataRate.MinDataRate = null;
        AllowLargeRequest(context);
    }

    /// <summary>Leaves the size of a single request to the method's own limit.</summary>
    protected void AllowConfiguredRequest(HttpContext context)
    {
        if (options.MaxReceiveMessageSize is null or > KestrelBodyLimit)
            AllowLargeRequest(context);
    }

    private static void AllowLargeRequest(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
            bodySize.MaxRequestBodySize = null;
    }

    private async Task RunAsync(ServerCall call)
    {
        try
        {
            call.Begin();
            await InvokeAsync(call).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
        }

        await call.EndAsync().ConfigureAwait(false);
    }
}
