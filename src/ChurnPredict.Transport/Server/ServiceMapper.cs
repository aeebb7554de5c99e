using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChurnPredict.Transport;

/// <summary>Makes an endpoint for each method of a service.</summary>
internal sealed class ServiceMapper<TService>
    where TService : class
{
    private readonly IEndpointRouteBuilder _routes;
    private readonly ServiceRegistry _registry;
    private readonly GrpcServiceOptions _allOptions;
    private readonly List<IEndpointConventionBuilder> _endpoints = [];

    public ServiceMapper(IEndpointRouteBuilder routes, ServiceRegistry registry)
    {
        _routes = routes;
        _registry = registry;
        var services = Services = routes.ServiceProvider;
        _allOptions = services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        Options = MethodOptions.Combine(
            _allOptions, services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value);
        Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server");
        Interceptors = new InterceptorPipeline(services, Options.Interceptors);
    }

    public IServiceProvider Services { get; }

    public MethodOptions Options { get; }

    public ILogger Logger { get; }

    public InterceptorPipeline Interceptors { get; }

    public GrpcServiceEndpointConventionBuilder MapClass()
    {
        var attribute = typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException(
                $"{typeof(TService)} does not derive from a generated service base class, so it has no methods to map.");
        var bind = attribute.BindType.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .FirstOrDefault(method => method.Name == attribute.BindMethodName && IsBindMethod(method))
            ?? throw new InvalidOperationException(
                $"{attribute.BindType} has no method {attribute.BindMethodName}(ServiceBinderBase, service).");
        bind.Invoke(null, [new ClassMethodBinder<TService>(this), null]);
        return Done();
    }

    public GrpcServiceEndpointConventionBuilder MapDefinition(ServerServiceDefinition definition)
    {
        definition.BindService(new DefinitionMethodBinder<TService>(this));
        return Done();
    }

    public void Map(IMethod method, RequestDelegate handler, IEnumerable<object> metadata)
    {
        var endpoint = _routes.Map(method.FullName, handler);
        endpoint.Add(builder =>
        {
            builder.DisplayName = $"gRPC - {method.FullName}";
            builder.Metadata.Add(new GrpcMethodMetadata(typeof(TService), method));
            foreach (var item in metadata)
                builder.Metadata.Add(item);
        });
        _endpoints.Add(endpoint);
    }

    private GrpcServiceEndpointConventionBuilder Done()
    {
        if (!_registry.HasUnimplementedEndpoint && _allOptions.IgnoreUnknownServices != true)
        {
            _registry.HasUnimplementedEndpoint = true;
            _routes.Map($"{{grpcService}}/{{grpcMethod:{UnimplementedConstraint.Name}}}", AnswerUnimplemented);
        }

        return new GrpcServiceEndpointConventionBuilder(_endpoints);
    }

    private static bool IsBindMethod(MethodInfo method) =>
        method.GetParameters() is [{ ParameterType: var binder }, { ParameterType: var service }]
        && binder == typeof(ServiceBinderBase) && service.IsAssignableFrom(typeof(TService));

    private static Task AnswerUnimplemented(HttpContext context) => RequestProtocol.IsCall(context)
        ? RequestProtocol.EndWith(context, new Status(StatusCode.Unimplemented, $"There is no method {context.Request.Path}."))
        : Task.CompletedTask;
}
