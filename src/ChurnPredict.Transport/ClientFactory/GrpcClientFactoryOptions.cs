using Grpc.Core;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>Options of the clients of a name.</summary>
public sealed class GrpcClientFactoryOptions
{
    /// <summary>The server, http or https; null: the BaseAddress of the name's HttpClient.</summary>
    public Uri? Address { get; set; }

    /// <summary>Change the options of the channel.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    /// <summary>Change the options of every call.</summary>
    public IList<Action<CallOptionsContext>> CallOptionsActions { get; } = [];

    /// <summary>Interceptors; the first sees a call first.</summary>
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Makes a client; null: by its constructor that takes a CallInvoker.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }
}
