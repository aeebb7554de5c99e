using ChurnPredict.Transport;
using Grpc.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the reflection services.</summary>
public static class GrpcReflectionServiceExtensions
{
    /// <summary>Registers the reflection services over all services that are mapped.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ReflectedServices>();
        services.TryAddSingleton(
            provider => new ReflectionServiceImpl(provider.GetRequiredService<ReflectedServices>().Descriptors));
        services.TryAddSingleton(
            provider => new ReflectionV1ServiceImpl(provider.GetRequiredService<ReflectedServices>().Descriptors));
        return services;
    }
}
