using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport;

/// <summary>Takes a service object from the services, or makes one for each call.</summary>
internal sealed class ServiceActivator<TService> : IGrpcServiceActivator<TService>
    where TService : class
{
    private readonly ObjectFactory<TService> _factory = ActivatorUtilities.CreateFactory<TService>(Type.EmptyTypes);

    public GrpcActivatorHandle<TService> Create(IServiceProvider serviceProvider)
    {
        var registered = serviceProvider.GetService<TService>();
        return registered is null
            ? new GrpcActivatorHandle<TService>(_factory(serviceProvider, []), created: true, state: null)
            : new GrpcActivatorHandle<TService>(registered, created: false, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<TService> service) => Activated.ReleaseAsync(service);
}
