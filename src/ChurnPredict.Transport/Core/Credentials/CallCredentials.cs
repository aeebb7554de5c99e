namespace Grpc.Core;

/// <summary>Credentials of a call: headers made for each call. Sent only over TLS unless the channel allows more.</summary>
public abstract class CallCredentials
{
    /// <summary>Several credentials, added in order.</summary>
    /// <param name="credentials">At least two.</param>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2)
            throw new ArgumentException($"Found {credentials.Length} credentials; at least 2 are needed.", nameof(credentials));
        return new CompositeCallCredentials([.. credentials]);
    }

    /// <summary>Credentials made by a function.</summary>
    /// <param name="interceptor">Adds headers.</param>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptorCallCredentials(interceptor);
    }

    /// <summary>Tells a transport what these credentials are made of.</summary>
    /// <param name="configurator">Is told.</param>
    /// <param name="state">Handed through.</param>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class CompositeCallCredentials(IReadOnlyList<CallCredentials> credentials) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, credentials);
    }

    private sealed class InterceptorCallCredentials(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }
}
