namespace Grpc.Net.ClientFactory;

/// <summary>Makes clients that were registered by AddGrpcClient.</summary>
public abstract class GrpcClientFactory
{
    /// <summary>Makes a client over the channel of its name.</summary>
    /// <typeparam name="TClient">A client of the generated code.</typeparam>
    /// <param name="name">The name that it was registered by.</param>
    /// <exception cref="InvalidOperationException">Nothing was registered by the name, or it has no address.</exception>
    public abstract TClient CreateClient<TClient>(string name)
        where TClient : class;
}
