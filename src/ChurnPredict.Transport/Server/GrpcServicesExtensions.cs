using ChurnPredict.Transport;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers gRPC.</summary>
public static class GrpcServicesExtensions
{
    /// <summary>Registers what gRPC services need.</summary>
    /// <param name="services">The services.</param>
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddOptions();
        services.Configure<RouteOptions>(
            options => options.SetParameterPolicy<UnimplementedConstraint>(UnimplementedConstraint.Name));
        services.TryAddSingleton<ServiceRegistry>();
        services.TryAddSingleton(typeof(IGrpcServiceActivator<>), typeof(ServiceActivator<>));
        services.TryAddSingleton(typeof(IGrpcInterceptorActivator<>), typeof(InterceptorActivator<>));
        return new GrpcServerBuilder(services);
    }

    /// <summary>Registers what gRPC services need, with options for all of them.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Configure(configureOptions);
        return services.AddGrpc();
    }

    /// <summary>Sets options of one service.</summary>
    /// <typeparam name="TService">The service's class.</typeparam>
    /// <param name="grpcBuilder">What <see cref="AddGrpc(IServiceCollection)"/> returned.</param>
    /// <param name="configure">Sets the options.</param>
    public static IGrpcServerBuilder AddServiceOptions<TService>(
        this IGrpcServerBuilder grpcBuilder, Action<GrpcServiceOptions<TService>> configure)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(grpcBuilder);
        grpcBuilder.Services.Configure(configure);
        return grpcBuilder;
    }
}
