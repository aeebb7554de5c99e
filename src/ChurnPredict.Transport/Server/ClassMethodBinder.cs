using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport;

/// <summary>Finds the methods of a service class and makes handlers that take an object of it for each call.</summary>
internal sealed class ClassMethodBinder<TService>(ServiceMapper<TService> mapper) : ServiceBinderBase
    where TService : class
{
    private readonly IGrpcServiceActivator<TService> _activator =
        mapper.Services.GetRequiredService<IGrpcServiceActivator<TService>>();

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method, typeof(TRequest), typeof(ServerCallContext));
        var call = found.CreateDelegate<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>();
        Map(method, found, new UnaryHandler<TRequest, TResponse>(method, mapper.Options, mapper.Logger, mapper.Interceptors.Unary<TRequest, TResponse>(
            (request, context) =>
            {
                var service = Create(context);
                return ReleaseAfter(call(service.Instance, request, context), service);
            })));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        var call = found.CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>();
        Map(method, found, new ClientStreamingHandler<TRequest, TResponse>(method, mapper.Options, mapper.Logger, mapper.Interceptors.ClientStreaming<TRequest, TResponse>(
            (requests, context) =>
            {
                var service = Create(context);
                return ReleaseAfter(call(service.Instance, requests, context), service);
            })));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var call = found.CreateDelegate<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        Map(method, found, new ServerStreamingHandler<TRequest, TResponse>(method, mapper.Options, mapper.Logger, mapper.Interceptors.ServerStreaming<TRequest, TResponse>(
            (request, responses, context) =>
            {
                var service = Create(context);
                return ReleaseAfter(call(service.Instance, request, responses, context), service);
            })));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var call = found.CreateDelegate<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        Map(method, found, new DuplexStreamingHandler<TRequest, TResponse>(method, mapper.Options, mapper.Logger, mapper.Interceptors.DuplexStreaming<TRequest, TResponse>(
            (requests, responses, context) =>
            {
                var service = Create(context);
                return ReleaseAfter(call(service.Instance, requests, responses, context), service);
            })));
    }

    private void Map(IMethod method, MethodInfo found, CallHandler handler) => mapper.Map(
        method, handler.HandleAsync, [.. typeof(TService).GetCustomAttributes(inherit: true), .. found.GetCustomAttributes(inherit: true)]);

    private static MethodInfo Find(IMethod method, params Type[] parameters) =>
        typeof(TService).GetMethod(
            method.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, parameters)
        ?? throw new InvalidOperationException($"{typeof(TService)} has no method {method.Name} for {method.FullName}.");

    private GrpcActivatorHandle<TService> Create(ServerCallContext context) =>
        _activator.Create(context.GetHttpContext().RequestServices);

    private Task<TResult> ReleaseAfter<TResult>(Task<TResult> call, GrpcActivatorHandle<TService> service) =>
        NeedsRelease(service) ? AwaitAndRelease(call, service) : call;

    private Task ReleaseAfter(Task call, GrpcActivatorHandle<TService> service) =>
        NeedsRelease(service) ? AwaitAndRelease(call, service) : call;

    /// <summary>Most services have nothing to dispose of, and then their task is handed on as it is.</summary>
    private bool NeedsRelease(GrpcActivatorHandle<TService> service) =>
        _activator is not ServiceActivator<TService> || (service.Created && service.Instance is IDisposable or IAsyncDisposable);

    private async Task<TResult> AwaitAndRelease<TResult>(Task<TResult> call, GrpcActivatorHandle<TService> service)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        finally
        {
            await _activator.ReleaseAsync(service).ConfigureAwait(false);
        }
    }

    private async Task AwaitAndRelease(Task call, GrpcActivatorHandle<TService> service)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        finally
        {
            await _activator.ReleaseAsync(service).ConfigureAwait(false);
        }
    }
}
