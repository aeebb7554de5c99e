using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>An interceptor to put before a service's methods.</summary>
public class InterceptorRegistration
{
    private readonly object[] _arguments;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(arguments);
        if (!type.IsSubclassOf(typeof(Interceptor)))
            throw new ArgumentException($"{type} does not derive from {typeof(Interceptor)}.", nameof(type));
        if (arguments.Contains(null))
            throw new ArgumentException("An argument is null; arguments of interceptors must not be.", nameof(arguments));
        Type = type;
        _arguments = arguments;
    }

    /// <summary>The interceptor's type.</summary>
    public Type Type { get; }

    /// <summary>Constructor arguments that do not come from the services.</summary>
    public IReadOnlyList<object> Arguments => _arguments;
}
