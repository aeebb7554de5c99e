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
    private readonly ConcurrentDictionary<string, Uri> _uris = new(StringComparer.Ordinal);

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        Compressions = new CompressionProviders(options.CompressionProviders ?? []);
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<GrpcChannel>();
        CallCredentials = ChannelSecurity.Read(options.Credentials, address);
        (_http, _disposesHttp) = HttpOf(options);
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal CompressionProviders Compressions { get; }

    internal ILogger Logger { get; }

    /// <summary>What every call carries.</summary>
    internal IReadOnlyList<CallCredentials> CallCredentials { get; }

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

    /// <summary>Frees the channel's connections.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
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

    private static (HttpMessageInvoker Http, bool Disposes) HttpOf(GrpcChannelOptions options)
    {
        if (options.HttpClient is { } client)
            return (client, options.DisposeHttpClient);
        if (options.HttpHandler is { } handler)
            return (new HttpMessageInvoker(handler, options.DisposeHttpClient), true);
        var sockets = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true, UseCookies = false, AllowAutoRedirect = false,
        };
        return (new HttpMessageInvoker(sockets, disposeHandler: true), true);
    }
}
