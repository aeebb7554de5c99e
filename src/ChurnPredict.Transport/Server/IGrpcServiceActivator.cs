namespace Grpc.AspNetCore.Server;

/// <summary>Makes service objects, one for each call.</summary>
/// <typeparam name="TGrpcService">The service's class.</typeparam>
public interface IGrpcServiceActivator<TGrpcService>
    where TGrpcService : class
{
    /// <summary>Makes the object for a call.</summary>
    /// <param name="serviceProvider">The call's services.</param>
    GrpcActivatorHandle<TGrpcService> Create(IServiceProvider serviceProvider);

    /// <summary>Ends an object after its call.</summary>
    /// <param name="service">What <see cref="Create"/> returned.</param>
    ValueTask ReleaseAsync(GrpcActivatorHandle<TGrpcService> service);
}
