namespace Grpc.Core;

/// <summary>What a call made inside a handler takes over from the handler's own call.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation, both.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Makes options.</summary>
    /// <param name="propagateDeadline">Whether the earlier of both deadlines holds. Default: true.</param>
    /// <param name="propagateCancellation">Whether the call is cancelled with the handler's. Default: true.</param>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the earlier of both deadlines holds.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether the call is cancelled with the handler's.</summary>
    public bool IsPropagateCancellation { get; }
}
