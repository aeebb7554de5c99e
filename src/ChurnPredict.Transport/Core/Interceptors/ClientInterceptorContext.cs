namespace Grpc.Core.Interceptors;

/// <summary>A client's call as an interceptor sees it.</summary>
/// <typeparam name="TRequest">Type of requests.</typeparam>
/// <typeparam name="TResponse">Type of responses.</typeparam>
public readonly struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>Makes a context.</summary>
    /// <param name="method">The method.</param>
    /// <param name="host">Overrides the channel's host; null: the channel's.</param>
    /// <param name="options">Options of the call.</param>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>Overrides the channel's host; null: the channel's.</summary>
    public string? Host { get; }

    /// <summary>Options of the call.</summary>
    public CallOptions Options { get; }
}
