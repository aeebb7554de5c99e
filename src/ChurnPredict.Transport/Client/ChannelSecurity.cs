using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>Checks that a channel's credentials suit its address, and finds those of its calls.</summary>
internal sealed class ChannelSecurity : ChannelCredentialsConfiguratorBase
{
    private readonly List<CallCredentials> _callCredentials = [];
    private bool? _isSecure;

    /// <exception cref="InvalidOperationException">They contradict each other, or ask for what HttpClient is to be told.</exception>
    public static IReadOnlyList<CallCredentials> Read(ChannelCredentials? credentials, Uri address)
    {
        if (credentials is null)
            return [];
        var found = new ChannelSecurity();
        credentials.InternalPopulateConfiguration(found, found);
        var needsTls = address.Scheme == Uri.UriSchemeHttps;
        if (found._isSecure is { } isSecure && isSecure != needsTls)
            throw new InvalidOperationException(
                $"The channel's credentials are {(isSecure ? "TLS" : "insecure")} but its address is {address}.");
        return found._callCredentials;
    }

    public override void SetInsecureCredentials(object state) => _isSecure = false;

    public override void SetSslCredentials(
        object state,
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback)
    {
        if (!string.IsNullOrEmpty(rootCertificates) || keyCertificatePair is not null || verifyPeerCallback is not null)
            throw new InvalidOperationException(
                "Roots, client certificates and checks are set on the HttpHandler's SslOptions, not on SslCredentials.");
        _isSecure = true;
    }

    public override void SetCompositeCredentials(
        object state, ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        channelCredentials.InternalPopulateConfiguration(this, state);
        _callCredentials.Add(callCredentials);
    }
}
