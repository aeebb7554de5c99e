namespace Grpc.Core;

/// <summary>How a channel's connection is.</summary>
public enum ConnectivityState
{
    /// <summary>There is none, and nobody has asked for one.</summary>
    Idle,

    /// <summary>It is being made.</summary>
    Connecting,

    /// <summary>It is there.</summary>
    Ready,

    /// <summary>It could not be made; the next call tries again.</summary>
    TransientFailure,

    /// <summary>The channel was disposed of.</summary>
    Shutdown,
}
