using System.Collections.Concurrent;
using Grpc.AspNetCore.Server;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport;

/// <summary>Takes an interceptor from the services, or makes one for each call.</summary>
internal sealed class InterceptorActivator<TInterceptor> : IGrpcInterceptorActivator<TInterceptor>
    where TInterceptor : Interceptor
{
    private readonly ConcurrentDictionary<InterceptorRegistration, ObjectFactory<TInterceptor>> _factories = new();

    public GrpcActivatorHandle<Interceptor> Create(
        IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration)
    {
        var registered = interceptorRegistration.Arguments.Count == 0 ? serviceProvider.GetService<TInterceptor>() : null;
        if (registered is not null)
            return new GrpcActivatorHandle<Interceptor>(registered, created: false, state: null);
        var factory = _factories.GetOrAdd(interceptorRegistration, static registration =>
            ActivatorUtilities.CreateFactory<TInterceptor>([.. registration.Arguments.Select(argument => argument.GetType())]));
        return new GrpcActivatorHandle<Interceptor>(
            factory(serviceProvider, [.. interceptorRegistration.Arguments]), created: true, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor) => Activated.ReleaseAsync(interceptor);
}
