namespace Grpc.Core;

/// <summary>Decides whether a server's certificate is accepted.</summary>
/// <param name="context">The server.</param>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
