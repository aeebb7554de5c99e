namespace Grpc.Core.Interceptors;

/// <summary>
/// Sees every call of a client or a server: override what is of interest, call the continuation to go on.
/// </summary>
public abstract partial class Interceptor
{
    /// <summary>Goes on with a call: makes a unary call and blocks until it ends.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    public delegate TResponse BlockingUnaryCallContinuation<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class;

    /// <summary>Goes on with a call: starts a unary call.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    public delegate AsyncUnaryCall<TResponse> AsyncUnaryCallContinuation<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class;

    /// <summary>Goes on with a call: starts a call with a response stream.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    public delegate AsyncServerStreamingCall<TResponse> AsyncServerStreamingCallContinuation<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class;

    /// <summary>Goes on with a call: starts a call with a request stream.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="context">The call.</param>
    public delegate AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCallContinuation<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class;

    /// <summary>Goes on with a call: starts a call with two streams.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="context">The call.</param>
    public delegate AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCallContinuation<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class;

    /// <summary>A client's call: makes a unary call and blocks until it ends.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="continuation">Goes on with it.</param>
    public virtual TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        continuation(request, context);

    /// <summary>A client's call: starts a unary call.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="continuation">Goes on with it.</param>
    public virtual AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        continuation(request, context);

    /// <summary>A client's call: starts a call with a response stream.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="context">The call.</param>
    /// <param name="continuation">Goes on with it.</param>
    public virtual AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        continuation(request, context);

    /// <summary>A client's call: starts a call with a request stream.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="context">The call.</param>
    /// <param name="continuation">Goes on with it.</param>
    public virtual AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        continuation(context);

    /// <summary>A client's call: starts a call with two streams.</summary>
    /// <typeparam name="TRequest">Type of requests.</typeparam>
    /// <typeparam name="TResponse">Type of responses.</typeparam>
    /// <param name="context">The call.</param>
    /// <param name="continuation">Goes on with it.</param>
    public virtual AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class =>
        continuation(context);
}
