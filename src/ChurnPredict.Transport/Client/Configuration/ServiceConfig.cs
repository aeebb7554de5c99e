namespace Grpc.Net.Client.Configuration;

/// <summary>How the methods of a channel are called.</summary>
public sealed class ServiceConfig
{
    /// <summary>What methods are called otherwise than by default.</summary>
    public IList<MethodConfig> MethodConfigs { get; } = [];

    /// <summary>What stops retries while most calls fail; null: nothing.</summary>
    public RetryThrottlingPolicy? RetryThrottling { get; set; }
}
