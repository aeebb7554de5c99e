using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChurnPredict.Transport;

/// <summary>Makes clients over one channel a name, with the message handlers that the name's HttpClient builder configured. Thread-safe.</summary>
internal sealed class ChannelClientFactory(
    IServiceProvider services,
    ClientRegistrations registrations,
    IHttpMessageHandlerFactory handlers,
    IOptionsMonitor<GrpcClientFactoryOptions> clientOptions,
    IOptionsMonitor<HttpClientFactoryOptions> httpOptions) : GrpcClientFactory, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, CallInvoker Invoker)>> _channels = new(StringComparer.Ordinal);

    public override TClient CreateClient<TClient>(string name) => CreateClient<TClient>(name, services);

    /// <summary>The same with the services of a scope.</summary>
    public TClient CreateClient<TClient>(string name, IServiceProvider scope)
        where TClient : class
    {
        if (!registrations.Knows(name))
            throw new InvalidOperationException($"No gRPC client was registered by the name '{name}'.");
        var options = clientOptions.Get(name);
        var invoker = _channels.GetOrAdd(name, name => new Lazy<(GrpcChannel, CallInvoker)>(() => Open(name))).Value.Invoker;
        invoker = Intercept(invoker, options, InterceptorScope.Client, scope);
        if (options.CallOptionsActions.Count > 0)
            invoker = invoker.Intercept(new CallOptionsInterceptor(options.CallOptionsActions, scope));
        return options.Creator is { } creator
            ? (TClient)creator(invoker)
            : ActivatorUtilities.CreateInstance<TClient>(scope, invoker);
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            if (channel.IsValueCreated)
                channel.Value.Channel.Dispose();
        }
    }

    private static CallInvoker Intercept(CallInvoker invoker, GrpcClientFactoryOptions options, InterceptorScope scope, IServiceProvider services)
    {
        foreach (var registration in options.InterceptorRegistrations.Where(registration => registration.Scope == scope).Reverse())
            invoker = invoker.Intercept(registration.Creator(services));
        return invoker;
    }

    private (GrpcChannel Channel, CallInvoker Invoker) Open(string name)
    {
        var options = clientOptions.Get(name);
        var channelOptions = new GrpcChannelOptions
        {
            HttpHandler = handlers.CreateHandler(name),
            LoggerFactory = services.GetService<ILoggerFactory>(),
            ServiceProvider = services,
        };
        foreach (var action in options.ChannelOptionsActions)
            action(channelOptions);
        var channel = GrpcChannel.ForAddress(options.Address ?? BaseAddressOf(name), channelOptions);
        return (channel, Intercept(channel.CreateCallInvoker(), options, InterceptorScope.Channel, services));
    }

    private Uri BaseAddressOf(string name)
    {
        using var probe = new HttpClient();
        foreach (var action in httpOptions.Get(name).HttpClientActions)
            action(probe);
        return probe.BaseAddress ?? throw new InvalidOperationException(
            $"The gRPC client '{name}' has no address; set GrpcClientFactoryOptions.Address or the BaseAddress of its HttpClient.");
    }
}
