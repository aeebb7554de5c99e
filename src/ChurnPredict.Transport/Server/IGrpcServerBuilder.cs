using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Goes on with the configuration of gRPC.</summary>
public interface IGrpcServerBuilder
{
    /// <summary>Where services are registered.</summary>
    IServiceCollection Services { get; }
}
