namespace ChurnPredict.Transport;

/// <summary>What an application has mapped so far.</summary>
internal sealed class ServiceRegistry
{
    /// <summary>Whether calls of unknown methods have their endpoint.</summary>
    public bool HasUnimplementedEndpoint { get; set; }
}
