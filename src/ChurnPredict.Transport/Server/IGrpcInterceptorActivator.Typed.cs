using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes interceptors of one type.</summary>
/// <typeparam name="TInterceptor">Their type.</typeparam>
public interface IGrpcInterceptorActivator<TInterceptor> : IGrpcInterceptorActivator
    where TInterceptor : Interceptor
{
}
