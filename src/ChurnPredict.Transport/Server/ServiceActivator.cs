using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport;

/// <summary>Takes a service object from the services, or makes one for each call.</summary>
internal sealed class ServiceActivator<TService> : IGrpcServiceActivator<TService>
    where TService : class
{
    /// <summary>Only when it is needed: a registered service may have constructors that a factory cannot choose from.</summary>
    private readonly Lazy<ObjectFactory<TService>> _factory = new(() => ActivatorUtilities.CreateFactory<TService>(Type.EmptyTypes));

    public GrpcActivatorHandle<TService> Create(IServiceProvider serviceProvider)
    {
        var registered = serviceProvider.GetService<TService>();
        return registered is null
            ? new GrpcActivatorHandle<TService>(_factory.Value(serviceProvider, []), created: true, state: null)
            : new GrpcActivatorHandle<TService>(registered, created: false, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<TService> service) => Activated.ReleaseAsync(service);
}
