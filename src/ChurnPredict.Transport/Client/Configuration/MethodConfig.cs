namespace Grpc.Net.Client.Configuration;

/// <summary>How some methods are called.</summary>
public sealed class MethodConfig
{
    /// <summary>The methods; the most precise name counts.</summary>
    public IList<MethodName> Names { get; } = [];

    /// <summary>When a failed call is made again; null: never.</summary>
    public RetryPolicy? RetryPolicy { get; set; }
}
