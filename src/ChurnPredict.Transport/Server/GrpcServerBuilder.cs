using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;

namespace ChurnPredict.Transport;

internal sealed class GrpcServerBuilder(IServiceCollection services) : IGrpcServerBuilder
{
    public IServiceCollection Services { get; } = services;
}
