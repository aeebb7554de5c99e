using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace ChurnPredict.Transport;

/// <summary>The descriptors of the services that an application has mapped.</summary>
internal sealed class ReflectedServices(EndpointDataSource endpoints)
{
    public IReadOnlyList<ServiceDescriptor> Descriptors { get; } =
    [
        .. endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>().Distinct()
            .Select(DescriptorOf).OfType<ServiceDescriptor>().Distinct(),
    ];

    private static ServiceDescriptor? DescriptorOf(Type service) =>
        service.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
            .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;
}
