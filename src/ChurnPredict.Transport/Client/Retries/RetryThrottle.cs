using Grpc.Net.Client.Configuration;

namespace ChurnPredict.Transport;

/// <summary>The tokens of a channel's <see cref="RetryThrottlingPolicy"/>.</summary>
internal sealed class RetryThrottle
{
    private readonly Lock _gate = new();
    private readonly double _most;
    private readonly double _ratio;
    private double _tokens;

    /// <exception cref="InvalidOperationException">The policy lacks a number or has one that is not above 0.</exception>
    public RetryThrottle(RetryThrottlingPolicy policy)
    {
        if (policy is not { MaxTokens: > 0, TokenRatio: > 0 })
            throw new InvalidOperationException($"Found MaxTokens {policy.MaxTokens} and TokenRatio {policy.TokenRatio}; expected both above 0.");
        (_most, _ratio, _tokens) = (policy.MaxTokens.Value, policy.TokenRatio.Value, policy.MaxTokens.Value);
    }

    /// <summary>Counts a success.</summary>
    public void Succeeded()
    {
        lock (_gate)
            _tokens = Math.Min(_most, _tokens + _ratio);
    }

    /// <summary>Counts a failure.</summary>
    /// <returns>Whether it may be tried again.</returns>
    public bool Failed()
    {
        lock (_gate)
        {
            _tokens = Math.Max(0, _tokens - 1);
            return _tokens > _most / 2;
        }
    }
}
