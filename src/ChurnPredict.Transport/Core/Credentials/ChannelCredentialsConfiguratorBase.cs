namespace Grpc.Core;

/// <summary>Is told what channel credentials are made of.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>Plain text.</summary>
    /// <param name="state">Handed through.</param>
    public abstract void SetInsecureCredentials(object state);

    /// <summary>TLS.</summary>
    /// <param name="state">Handed through.</param>
    /// <param name="rootCertificates">PEM of trusted roots; null: the machine's.</param>
    /// <param name="keyCertificatePair">The client's certificate; null: none.</param>
    /// <param name="verifyPeerCallback">A check of the server's certificate; null: the usual one.</param>
    public abstract void SetSslCredentials(
        object state,
        string? rootCertificates,
        KeyCertificatePair? keyCertificatePair,
        VerifyPeerCallback? verifyPeerCallback);

    /// <summary>A channel's credentials with those of its calls.</summary>
    /// <param name="state">Handed through.</param>
    /// <param name="channelCredentials">How the channel is secured.</param>
    /// <param name="callCredentials">What every call carries.</param>
    public abstract void SetCompositeCredentials(
        object state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
