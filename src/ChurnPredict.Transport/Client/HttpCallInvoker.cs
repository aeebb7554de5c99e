using Grpc.Core;
using Grpc.Net.Client;

namespace ChurnPredict.Transport;

/// <summary>Starts calls over a channel.</summary>
internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncUnaryCall<TResponse>(
            call.SendAndReadSingleAsync(call.SingleRequest(request)),
            CallState.Headers, CallState.Status, CallState.Trailers, CallState.Dispose, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Start(call.SingleRequest(request));
        return new AsyncServerStreamingCall<TResponse>(
            new ClientStreamReader<TRequest, TResponse>(call),
            CallState.Headers, CallState.Status, CallState.Trailers, CallState.Dispose, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var requests = new ClientStreamWriter<TRequest, TResponse>(call);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            requests,
            call.SendAndReadSingleAsync(requests.Content),
            CallState.Headers, CallState.Status, CallState.Trailers, CallState.Dispose, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var requests = new ClientStreamWriter<TRequest, TResponse>(call);
        call.Start(requests.Content);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            requests,
            new ClientStreamReader<TRequest, TResponse>(call),
            CallState.Headers, CallState.Status, CallState.Trailers, CallState.Dispose, call);
    }

    /// <summary>One delegate each for all calls.</summary>
    private static class CallState
    {
        public static readonly Func<object, Task<Metadata>> Headers = static call => ((ClientCall)call).ResponseHeadersAsync;
        public static readonly Func<object, Status> Status = static call => ((ClientCall)call).GetStatus();
        public static readonly Func<object, Metadata> Trailers = static call => ((ClientCall)call).GetTrailers();
        public static readonly Action<object> Dispose = static call => ((ClientCall)call).Dispose();
    }
}
