namespace Grpc.Core;

/// <summary>Starts calls; what clients call and interceptors wrap.</summary>
public abstract class CallInvoker
{
    /// <summary>Makes a unary call and blocks until it ends.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="host">Overrides the channel's host; null: the channel's.</param>
    /// <param name="options">Options of the call.</param>
    /// <param name="request">The request.</param>
    public abstract TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class;

    /// <summary>Starts a unary call.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="host">Overrides the channel's host; null: the channel's.</param>
    /// <param name="options">Options of the call.</param>
    /// <param name="request">The request.</param>
    public abstract AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class;

    /// <summary>Starts a call with a response stream.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="host">Overrides the channel's host; null: the channel's.</param>
    /// <param name="options">Options of the call.</param>
    /// <param name="request">The request.</param>
    public abstract AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class;

    /// <summary>Starts a call with a request stream.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="host">Overrides the channel's host; null: the channel's.</param>
    /// <param name="options">Options of the call.</param>
    public abstract AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        where TRequest : class
        where TResponse : class;

    /// <summary>Starts a call with two streams.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="host">Overrides the channel's host; null: the channel's.</param>
    /// <param name="options">Options of the call.</param>
    public abstract AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        where TRequest : class
        where TResponse : class;
}
