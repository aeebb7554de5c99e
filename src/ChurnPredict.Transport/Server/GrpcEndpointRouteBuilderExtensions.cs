using ChurnPredict.Transport;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gRPC services to routes.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Maps the methods of a service whose base class was generated.</summary>
    /// <typeparam name="TService">The service's class; taken from the services where registered, otherwise made per call.</typeparam>
    /// <param name="builder">The routes.</param>
    /// <exception cref="InvalidOperationException">AddGrpc was not called, or the class has no generated base.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new ServiceMapper<TService>(builder, Registry(builder)).MapClass();
    }

    /// <summary>Maps a service with its handlers.</summary>
    /// <param name="builder">The routes.</param>
    /// <param name="serviceDefinition">The service.</param>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder, ServerServiceDefinition serviceDefinition)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(serviceDefinition);
        return new ServiceMapper<ServerServiceDefinition>(builder, Registry(builder)).MapDefinition(serviceDefinition);
    }

    /// <summary>Maps a service with its handlers.</summary>
    /// <param name="builder">The routes.</param>
    /// <param name="mapDefinition">Makes the service from the application's services.</param>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService(
        this IEndpointRouteBuilder builder, Func<IServiceProvider, ServerServiceDefinition> mapDefinition)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(mapDefinition);
        return builder.MapGrpcService(mapDefinition(builder.ServiceProvider));
    }

    private static ServiceRegistry Registry(IEndpointRouteBuilder builder) =>
        builder.ServiceProvider.GetService<ServiceRegistry>()
        ?? throw new InvalidOperationException("gRPC is not registered: call services.AddGrpc() first.");
}
