using System.Diagnostics.CodeAnalysis;
using ChurnPredict.Transport;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>Options of a channel.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>How the channel is secured; null: by the address, TLS for https and none for http.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Largest request in bytes; null: no limit. Default: null.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Largest response in bytes, also after decompression; null: no limit. Default: 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = MessageLimits.DefaultReceiveSize;

    /// <summary>Compressions besides gzip and deflate, or in place of them; null: none.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Settable in the official API.")]
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    /// <summary>Where the channel logs; null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The client to call with; null: made from <see cref="HttpHandler"/>. Not both.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>The handler to call with; null: a SocketsHttpHandler.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the given client or handler is disposed of with the channel. Default: false.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>
    /// Whether a call that was cancelled or passed its deadline throws OperationCanceledException instead of
    /// RpcException. Default: false.
    /// </summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether credentials of calls are sent without TLS too. Default: false.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>How methods are called: retries; null: each call is made once.</summary>
    public ServiceConfig? ServiceConfig { get; set; }

    /// <summary>Attempts of a call at most, whatever its retry policy says; null: no limit. Default: 5.</summary>
    public int? MaxRetryAttempts { get; set; } = 5;

    /// <summary>Pause after the first failure of <see cref="GrpcChannel.ConnectAsync"/>, doubled from failure to failure. Default: 1 s.</summary>
    public TimeSpan InitialReconnectBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause; null: none is too long. Default: 2 min.</summary>
    public TimeSpan? MaxReconnectBackoff { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>HTTP version of requests; null: 2.0.</summary>
    public Version? HttpVersion { get; set; }

    /// <summary>Whether another HTTP version may be used; null: exactly the one of <see cref="HttpVersion"/>.</summary>
    public HttpVersionPolicy? HttpVersionPolicy { get; set; }

    /// <summary>The application's services; null: none. Not used by this transport.</summary>
    public IServiceProvider? ServiceProvider { get; set; }
}
