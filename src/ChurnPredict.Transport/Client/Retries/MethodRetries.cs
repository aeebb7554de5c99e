using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace ChurnPredict.Transport;

/// <summary>The retries of one method: whether a failed attempt is followed by another, and after what wait. Thread-safe.</summary>
internal sealed class MethodRetries
{
    private readonly int _attempts;
    private readonly TimeSpan _initial;
    private readonly TimeSpan _longest;
    private readonly double _growth;
    private readonly HashSet<StatusCode> _codes;
    private readonly RetryThrottle? _throttle;

    /// <exception cref="InvalidOperationException">The policy lacks something, or has what makes no sense.</exception>
    public MethodRetries(RetryPolicy policy, int? mostAttempts, RetryThrottle? throttle)
    {
        if (policy is not { MaxAttempts: >= 2, InitialBackoff: { } initial, MaxBackoff: { } longest, BackoffMultiplier: > 0, RetryableStatusCodes.Count: > 0 }
            || initial <= TimeSpan.Zero || longest <= TimeSpan.Zero)
        {
            throw new InvalidOperationException(
                $"A retry policy needs MaxAttempts of 2 or more, InitialBackoff, MaxBackoff and BackoffMultiplier above 0, and a status code; found {policy.MaxAttempts}, "
                + $"{policy.InitialBackoff}, {policy.MaxBackoff}, {policy.BackoffMultiplier} and {policy.RetryableStatusCodes.Count} codes.");
        }

        _attempts = Math.Min(policy.MaxAttempts.Value, mostAttempts ?? int.MaxValue);
        (_initial, _longest, _growth) = (initial, longest, policy.BackoffMultiplier.Value);
        _codes = [.. policy.RetryableStatusCodes];
        _throttle = throttle;
    }

    /// <summary>Counts an attempt that the server answered.</summary>
    public void Succeeded() => _throttle?.Succeeded();

    /// <summary>How long to wait before the next attempt; null: there is none.</summary>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    /// <param name="code">How it failed.</param>
    /// <param name="response">The server's answer; null: there was none.</param>
    public TimeSpan? DelayAfter(int attempt, StatusCode code, HttpResponseMessage? response)
    {
        var pushback = PushbackOf(response);
        if (!_codes.Contains(code) && pushback is null)
            return null;
        if (_throttle?.Failed() == false || attempt >= _attempts || !_codes.Contains(code))
            return null;
        if (pushback is { } asked)
            return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;
        var bound = Math.Min(_initial.TotalMilliseconds * Math.Pow(_growth, attempt - 1), _longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)Math.Min(int.MaxValue - 1, bound) + 1));
    }

    private static string? PushbackOf(HttpResponseMessage? response) =>
        response is not null && response.Headers.NonValidated.TryGetValues(GrpcHeaderNames.RetryPushback, out var values) ? values.ToString() : null;
}
