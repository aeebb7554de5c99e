using ChurnPredict.Transport;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients of the generated code.</summary>
public static class GrpcClientServiceExtensions
{
    /// <summary>Registers a client by its type's name.</summary>
    /// <typeparam name="TClient">The client.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>Configures the client's handlers, and by the gRPC extensions its channel.</returns>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name);

    /// <summary>Registers a client by its type's name.</summary>
    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection, string, Action{IServiceProvider, GrpcClientFactoryOptions})"/>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    /// <summary>Registers a client by its type's name.</summary>
    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection, string, Action{IServiceProvider, GrpcClientFactoryOptions})"/>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    /// <summary>Registers a client by a name.</summary>
    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection, string, Action{IServiceProvider, GrpcClientFactoryOptions})"/>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, string name, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        return services.AddGrpcClient<TClient>(name, (_, options) => configureClient(options));
    }

    /// <summary>Registers a client by a name.</summary>
    /// <typeparam name="TClient">The client.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, for <see cref="GrpcClientFactory"/>.</param>
    /// <param name="configureClient">Sets its options.</param>
    /// <returns>Configures the client's handlers, and by the gRPC extensions its channel.</returns>
    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services, string name, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        var builder = services.AddGrpcClient<TClient>(name);
        services.AddOptions<GrpcClientFactoryOptions>(name).Configure<IServiceProvider>((options, provider) => configureClient(provider, options));
        return builder;
    }

    /// <summary>Registers a client by a name.</summary>
    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection, string, Action{IServiceProvider, GrpcClientFactoryOptions})"/>
    /// <exception cref="InvalidOperationException">Another type has the name.</exception>
    public static IHttpClientBuilder AddGrpcClient<TClient>(this IServiceCollection services, string name)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        Registrations(services).Add(name, typeof(TClient));
        services.TryAddSingleton<ChannelClientFactory>();
        services.TryAddSingleton<GrpcClientFactory>(provider => provider.GetRequiredService<ChannelClientFactory>());
        services.AddTransient(provider => provider.GetRequiredService<ChannelClientFactory>().CreateClient<TClient>(name, provider));
        // A channel keeps its handler; connections are renewed by the handler itself.
        return services.AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseCookies = false, AllowAutoRedirect = false })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static ClientRegistrations Registrations(IServiceCollection services)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(ClientRegistrations))?.ImplementationInstance is ClientRegistrations known)
            return known;
        var registrations = new ClientRegistrations();
        services.AddSingleton(registrations);
        return registrations;
    }
}
