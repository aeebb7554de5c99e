using Grpc.Core.Interceptors;

namespace Grpc.Net.ClientFactory;

/// <summary>An interceptor of clients.</summary>
/// <param name="scope">How long it lives.</param>
/// <param name="creator">Makes it.</param>
public sealed class InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
{
    /// <summary>How long it lives.</summary>
    public InterceptorScope Scope { get; } = scope;

    internal Func<IServiceProvider, Interceptor> Creator { get; } = creator;
}
