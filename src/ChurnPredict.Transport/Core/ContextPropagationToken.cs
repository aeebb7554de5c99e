namespace Grpc.Core;

/// <summary>A handler's deadline and cancellation, to be handed to the calls that it makes.</summary>
public abstract class ContextPropagationToken
{
    /// <summary>Only a transport makes tokens.</summary>
    internal ContextPropagationToken()
    {
    }
}
