using ChurnPredict.Server.Security;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace ChurnPredict.Server.Telemetry;

/// <summary>Around every call: credentials, shedding of load, one measurement.</summary>
internal sealed class CallInterceptor(ServerMetrics metrics, CallGate gate, TimeProvider clock) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => Completed(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => Completed(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Completed(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    private async Task<T> Around<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var startedAt = clock.GetTimestamp();
        var status = StatusCode.OK;
        using var activity = metrics.Activities.StartActivity(context.Method);
        try
        {
            using var place = gate.Enter(context);
            return await call().ConfigureAwait(false);
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
            throw;
        }
        catch (Exception exception)
        {
            status = exception is OperationCanceledException ? StatusCode.Cancelled : StatusCode.Unknown;
            throw;
        }
        finally
        {
            metrics.Called(context.Method, status.ToString(), clock.GetElapsedTime(startedAt));
        }
    }
}
