using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes interceptors, one for each call.</summary>
public interface IGrpcInterceptorActivator
{
    /// <summary>Makes the interceptor for a call.</summary>
    /// <param name="serviceProvider">The call's services.</param>
    /// <param name="interceptorRegistration">Which one.</param>
    GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration);

    /// <summary>Ends an interceptor after its call.</summary>
    /// <param name="interceptor">What <see cref="Create"/> returned.</param>
    ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor);
}
