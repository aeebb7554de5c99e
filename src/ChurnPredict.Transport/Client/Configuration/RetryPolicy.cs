using Grpc.Core;

namespace Grpc.Net.Client.Configuration;

/// <summary>
/// When a call that failed is made again, as in gRFC A6. Calls whose request is one message are made again as long as the server has not
/// begun to answer; each wait is random between nothing and a bound that grows from attempt to attempt.
/// </summary>
public sealed class RetryPolicy
{
    /// <summary>Attempts in all, the first included; 2 or more, and at most <see cref="GrpcChannelOptions.MaxRetryAttempts"/> count.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>Bound of the first wait; more than zero.</summary>
    public TimeSpan? InitialBackoff { get; set; }

    /// <summary>What no bound exceeds; more than zero.</summary>
    public TimeSpan? MaxBackoff { get; set; }

    /// <summary>What the bound grows by; more than zero.</summary>
    public double? BackoffMultiplier { get; set; }

    /// <summary>The statuses that are tried again; at least one.</summary>
    public IList<StatusCode> RetryableStatusCodes { get; } = [];
}
