using Grpc.Core;

namespace Grpc.Net.ClientFactory;

/// <summary>The options of a call that is about to be made.</summary>
public sealed class CallOptionsContext
{
    internal CallOptionsContext(CallOptions options, IServiceProvider services) => (CallOptions, ServiceProvider) = (options, services);

    /// <summary>The options; set to change them.</summary>
    public CallOptions CallOptions { get; set; }

    /// <summary>The services that the client was made from.</summary>
    public IServiceProvider ServiceProvider { get; }
}
