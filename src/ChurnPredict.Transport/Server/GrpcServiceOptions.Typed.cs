namespace Grpc.AspNetCore.Server;

/// <summary>Options of one service; what is not set is as for all services.</summary>
/// <typeparam name="TService">The service's class.</typeparam>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
}
