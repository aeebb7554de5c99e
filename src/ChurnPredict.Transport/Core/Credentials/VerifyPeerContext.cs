namespace Grpc.Core;

/// <summary>A server whose certificate is to be checked.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>The name that was called.</summary>
    public string TargetName { get; }

    /// <summary>PEM of the server's certificate.</summary>
    public string PeerPem { get; }
}
