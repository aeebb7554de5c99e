using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport;

/// <summary>Wraps handlers in the interceptors of their service, the first one outermost.</summary>
internal sealed class InterceptorPipeline
{
    private readonly (InterceptorRegistration Registration, IGrpcInterceptorActivator Activator)[] _innermostFirst;

    public InterceptorPipeline(IServiceProvider services, IReadOnlyList<InterceptorRegistration> interceptors) =>
        _innermostFirst = [.. interceptors.Reverse().Select(registration => (registration, Activator(services, registration)))];

    public UnaryServerMethod<TRequest, TResponse> Unary<TRequest, TResponse>(UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        foreach (var (registration, activator) in _innermostFirst)
        {
            var next = handler;
            handler = async (request, context) =>
            {
                var interceptor = Create(activator, registration, context);
                try
                {
                    return await interceptor.Instance.UnaryServerHandler(request, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await activator.ReleaseAsync(interceptor).ConfigureAwait(false);
                }
            };
        }

        return handler;
    }

    public ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming<TRequest, TResponse>(ClientStreamingServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        foreach (var (registration, activator) in _innermostFirst)
        {
            var next = handler;
            handler = async (requests, context) =>
            {
                var interceptor = Create(activator, registration, context);
                try
                {
                    return await interceptor.Instance.ClientStreamingServerHandler(requests, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await activator.ReleaseAsync(interceptor).ConfigureAwait(false);
                }
            };
        }

        return handler;
    }

    public ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming<TRequest, TResponse>(ServerStreamingServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        foreach (var (registration, activator) in _innermostFirst)
        {
            var next = handler;
            handler = async (request, responses, context) =>
            {
                var interceptor = Create(activator, registration, context);
                try
                {
                    await interceptor.Instance.ServerStreamingServerHandler(request, responses, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await activator.ReleaseAsync(interceptor).ConfigureAwait(false);
                }
            };
        }

        return handler;
    }

    public DuplexStreamingServerMethod<TRequest, TResponse> DuplexStreaming<TRequest, TResponse>(DuplexStreamingServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        foreach (var (registration, activator) in _innermostFirst)
        {
            var next = handler;
            handler = async (requests, responses, context) =>
            {
                var interceptor = Create(activator, registration, context);
                try
                {
                    await interceptor.Instance.DuplexStreamingServerHandler(requests, responses, context, next).ConfigureAwait(false);
                }
                finally
                {
                    await activator.ReleaseAsync(interceptor).ConfigureAwait(false);
                }
            };
        }

        return handler;
    }

    private static IGrpcInterceptorActivator Activator(IServiceProvider services, InterceptorRegistration registration) =>
        (IGrpcInterceptorActivator)services.GetRequiredService(
            typeof(IGrpcInterceptorActivator<>).MakeGenericType(registration.Type));

    private static GrpcActivatorHandle<Interceptor> Create(
        IGrpcInterceptorActivator activator, InterceptorRegistration registration, ServerCallContext context) =>
        activator.Create(context.GetHttpContext().RequestServices, registration);
}
