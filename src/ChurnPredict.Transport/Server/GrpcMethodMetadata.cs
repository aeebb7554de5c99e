using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Tells, on an endpoint, which method it calls.</summary>
public sealed class GrpcMethodMetadata
{
    /// <summary>Makes the metadata.</summary>
    /// <param name="serviceType">The service's class.</param>
    /// <param name="method">The method.</param>
    public GrpcMethodMetadata(Type serviceType, IMethod method)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        ArgumentNullException.ThrowIfNull(method);
        ServiceType = serviceType;
        Method = method;
    }

    /// <summary>The service's class.</summary>
    public Type ServiceType { get; }

    /// <summary>The method.</summary>
    public IMethod Method { get; }
}
