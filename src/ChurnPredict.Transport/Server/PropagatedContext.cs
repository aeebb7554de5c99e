using Grpc.Core;

namespace ChurnPredict.Transport;

/// <summary>The deadline and cancellation of a call that is being handled.</summary>
internal sealed class PropagatedContext(ServerCallContext parent, ContextPropagationOptions options) : ContextPropagationToken
{
    /// <summary>UTC; null: the child's own deadline holds.</summary>
    public DateTime? Deadline { get; } =
        options.IsPropagateDeadline && parent.Deadline != DateTime.MaxValue ? parent.Deadline : null;

    public CancellationToken CancellationToken { get; } =
        options.IsPropagateCancellation ? parent.CancellationToken : CancellationToken.None;
}
