namespace Grpc.Core;

/// <summary>A call that credentials are wanted for.</summary>
public class AuthInterceptorContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="serviceUrl">The service: <c>https://host/package.Service</c>.</param>
    /// <param name="methodName">The method without its service.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Makes a context.</summary>
    /// <param name="serviceUrl">The service: <c>https://host/package.Service</c>.</param>
    /// <param name="methodName">The method without its service.</param>
    /// <param name="cancellationToken">Cancelled when the call is given up.</param>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serviceUrl);
        ArgumentNullException.ThrowIfNull(methodName);
        ServiceUrl = serviceUrl;
        MethodName = methodName;
        CancellationToken = cancellationToken;
    }

    /// <summary>The service: <c>https://host/package.Service</c>.</summary>
    public string ServiceUrl { get; }

    /// <summary>The method without its service.</summary>
    public string MethodName { get; }

    /// <summary>Cancelled when the call is given up.</summary>
    public CancellationToken CancellationToken { get; }
}
