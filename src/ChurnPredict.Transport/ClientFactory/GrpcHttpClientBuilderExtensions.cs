using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures clients that were registered by AddGrpcClient.</summary>
public static class GrpcHttpClientBuilderExtensions
{
    /// <summary>Changes the options of the client's channel.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureChannel">Changes them.</param>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel) =>
        builder.Configure((options, _) => options.ChannelOptionsActions.Add(configureChannel));

    /// <summary>Changes the options of the client's channel.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureChannel">Changes them, with the application's services.</param>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<IServiceProvider, GrpcChannelOptions> configureChannel) =>
        builder.Configure((options, services) => options.ChannelOptionsActions.Add(channel => configureChannel(services, channel)));

    /// <summary>Adds an interceptor that all clients of the name share.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureInvoker">Makes it.</param>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, _ => configureInvoker());

    /// <summary>Adds an interceptor that all clients of the name share.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureInvoker">Makes it, with the application's services.</param>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    /// <summary>Adds an interceptor.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="scope">How long it lives.</param>
    /// <param name="configureInvoker">Makes it.</param>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, InterceptorScope scope, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.Configure((options, _) => options.InterceptorRegistrations.Add(new InterceptorRegistration(scope, configureInvoker)));

    /// <summary>Adds an interceptor that is a service.</summary>
    /// <typeparam name="TInterceptor">The interceptor.</typeparam>
    /// <param name="builder">The client.</param>
    /// <param name="scope">How long it lives.</param>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder, InterceptorScope scope = InterceptorScope.Channel)
        where TInterceptor : Interceptor => builder.AddInterceptor(scope, services => services.GetRequiredService<TInterceptor>());

    /// <summary>Adds credentials to every call.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="credentials">The credentials; sent over TLS only, unless the channel's options say otherwise.</param>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, CallCredentials credentials) =>
        builder.Configure((options, _) => options.CallOptionsActions.Add(call => Add(call, credentials)));

    /// <summary>Adds credentials to every call.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="authInterceptor">Adds headers; sent over TLS only, unless the channel's options say otherwise.</param>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, Task> authInterceptor) =>
        builder.AddCallCredentials(CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata)));

    /// <summary>Adds credentials to every call.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="authInterceptor">Adds headers, with the services of the client.</param>
    public static IHttpClientBuilder AddCallCredentials(
        this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, IServiceProvider, Task> authInterceptor) =>
        builder.Configure((options, _) => options.CallOptionsActions.Add(call => Add(
            call, CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata, call.ServiceProvider)))));

    /// <summary>Makes clients in another way than by their constructor.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureCreator">Makes one.</param>
    public static IHttpClientBuilder ConfigureGrpcClientCreator(this IHttpClientBuilder builder, Func<CallInvoker, object> configureCreator) =>
        builder.Configure((options, _) => options.Creator = configureCreator);

    private static void Add(CallOptionsContext call, CallCredentials credentials) => call.CallOptions = call.CallOptions.WithCredentials(
        call.CallOptions.Credentials is { } own ? CallCredentials.Compose(own, credentials) : credentials);

    private static IHttpClientBuilder Configure(this IHttpClientBuilder builder, Action<GrpcClientFactoryOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<GrpcClientFactoryOptions>(builder.Name).Configure<IServiceProvider>((options, services) => configure(options, services));
        return builder;
    }
}
