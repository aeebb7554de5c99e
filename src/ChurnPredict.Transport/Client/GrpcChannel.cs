using System.Collections.Concurrent;
using ChurnPredict.Transport;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.Net.Client;

/// <summary>A way to a server over HTTP/2. Making one is dear, calls over it are cheap: keep it and share it.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly bool _disposesHttp;
    private readonly ChannelConnection? _connection;
    private readonly ConcurrentDictionary<string, Uri> _uris = new(StringComparer.Ordinal);

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        Compressions = new CompressionProviders(options.CompressionProviders ?? []);
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<GrpcChannel>();
        CallCredentials = ChannelSecurity.Read(options.Credentials, address);
        Retries = new ChannelRetries(options.ServiceConfig, options);
        (_http, _disposesHttp, var handler) = HttpOf(options);
        _connection = ChannelConnection.Attach(handler, address, options.InitialReconnectBackoff, options.MaxReconnectBackoff);
    }

    /// <summary>How the channel's connection is.</summary>
    /// <exception cref="InvalidOperationException">The channel calls with an HttpClient or a handler whose connections it does not make.</exception>
    public ConnectivityState State => Connection.State;

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal CompressionProviders Compressions { get; }

    internal ILogger Logger { get; }

    /// <summary>What every call carries.</summary>
    internal IReadOnlyList<CallCredentials> CallCredentials { get; }

    internal ChannelRetries Retries { get; }

    internal bool IsDisposed { get; private set; }

    /// <summary>Whether credentials of calls may be sent.</summary>
    internal bool SendsCallCredentials =>
        Address.Scheme == Uri.UriSchemeHttps || Options.UnsafeUseInsecureChannelCallCredentials;

    /// <summary>Makes a channel.</summary>
    /// <param name="address">http or https with host and port.</param>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>Makes a channel.</summary>
    /// <param name="address">http or https with host and port.</param>
    /// <param name="channelOptions">Its options.</param>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) =>
        ForAddress(new Uri(address), channelOptions);

    /// <summary>Makes a channel.</summary>
    /// <param name="address">http or https with host and port.</param>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>Makes a channel.</summary>
    /// <param name="address">http or https with host and port.</param>
    /// <param name="channelOptions">Its options.</param>
    /// <exception cref="ArgumentException">The address is neither http nor https, or options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">Credentials and address contradict each other.</exception>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"Found the address '{address}'; expected http or https with host and port.", nameof(address));
        if (channelOptions.HttpClient is not null && channelOptions.HttpHandler is not null)
            throw new ArgumentException("HttpClient and HttpHandler are both set; set one.", nameof(channelOptions));
        return new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Connects without a call.</summary>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <returns>Completed when the channel is ready.</returns>
    /// <exception cref="InvalidOperationException">See <see cref="State"/>.</exception>
    /// <exception cref="OperationCanceledException">The channel was disposed of meanwhile, or the token cancelled.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return Connection.OpenAsync(cancellationToken);
    }

    /// <summary>Waits until <see cref="State"/> is another.</summary>
    /// <param name="lastObservedState">What it was.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">See <see cref="State"/>.</exception>
    public Task WaitForStateChangedAsync(ConnectivityState lastObservedState, CancellationToken cancellationToken = default) =>
        Connection.WaitForChangeAsync(lastObservedState, cancellationToken);

    /// <summary>Frees the channel's connections.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        _connection?.Dispose();
        if (_disposesHttp)
            _http.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    internal Uri UriOf(IMethod method) =>
        _uris.GetOrAdd(method.FullName, static (name, address) => new Uri(address, name), Address);

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _http.SendAsync(request, cancellationToken);

    private ChannelConnection Connection => _connection ?? throw new InvalidOperationException(
        "The state of connections is known only where the channel makes them: of a SocketsHttpHandler without a ConnectCallback, given before its first request.");

    private static (HttpMessageInvoker Http, bool Disposes, HttpMessageHandler? Handler) HttpOf(GrpcChannelOptions options)
    {
        if (options.HttpClient is { } client)
            return (client, options.DisposeHttpClient, null);
        if (options.HttpHandler is { } handler)
            return (new HttpMessageInvoker(handler, options.DisposeHttpClient), true, handler);
        var sockets = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true, UseCookies = false, AllowAutoRedirect = false,
        };
        return (new HttpMessageInvoker(sockets, disposeHandler: true), true, sockets);
    }
}
