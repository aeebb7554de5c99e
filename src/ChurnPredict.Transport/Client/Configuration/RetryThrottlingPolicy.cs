namespace Grpc.Net.Client.Configuration;

/// <summary>
/// Stops retries while most calls of a channel fail: each failure takes a token, each success gives a part of one back, and calls are tried
/// again only while more than half of the tokens are there.
/// </summary>
public sealed class RetryThrottlingPolicy
{
    /// <summary>Tokens at the start and at most; more than 0.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>What a success gives back; more than 0.</summary>
    public double? TokenRatio { get; set; }
}
