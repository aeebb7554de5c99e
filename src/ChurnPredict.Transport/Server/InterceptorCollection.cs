using System.Collections.ObjectModel;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>Interceptors, the first one called first.</summary>
public class InterceptorCollection : Collection<InterceptorRegistration>
{
    /// <summary>Adds an interceptor.</summary>
    /// <typeparam name="TInterceptor">Its type; taken from the services where it is registered, otherwise made per call.</typeparam>
    /// <param name="args">Constructor arguments that do not come from the services.</param>
    public void Add<TInterceptor>(params object[] args)
        where TInterceptor : Interceptor => Add(typeof(TInterceptor), args);

    /// <summary>Adds an interceptor.</summary>
    /// <param name="interceptorType">Its type.</param>
    /// <param name="args">Constructor arguments that do not come from the services.</param>
    /// <exception cref="ArgumentException">The type is not an interceptor.</exception>
    public void Add(Type interceptorType, params object[] args) => Add(new InterceptorRegistration(interceptorType, args));
}
