using System.Diagnostics.CodeAnalysis;

namespace ChurnPredict.Transport;

/// <summary>Ends a call at the time that its client set.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed by DisposeAsync.")]
internal sealed class ServerDeadline : IAsyncDisposable
{
    /// <summary>The longest wait that a timer takes at once.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly ServerCall _call;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private Task _expiry = Task.CompletedTask;

    public ServerDeadline(ServerCall call, TimeSpan timeout)
    {
        _call = call;
        Deadline = Now() + timeout;
        _source = CancellationTokenSource.CreateLinkedTokenSource(call.HttpContext.RequestAborted);
        _timer = TimeProvider.System.CreateTimer(
            static deadline => ((ServerDeadline)deadline!).Elapse(), this, Limited(timeout), Timeout.InfiniteTimeSpan);
    }

    /// <summary>UTC.</summary>
    public DateTime Deadline { get; }

    /// <summary>Cancelled at the deadline, or before when the client gives up.</summary>
    public CancellationToken Token => _source.Token;

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _expiry.ConfigureAwait(false);
        _source.Dispose();
    }

    private static DateTime Now() => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static TimeSpan Limited(TimeSpan wait) => wait > LongestWait ? LongestWait : wait;

    private void Elapse()
    {
        var rest = Deadline - Now();
        if (rest > TimeSpan.Zero)
            _timer.Change(Limited(rest) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        else
            _expiry = ExpireAsync();
    }

    private async Task ExpireAsync()
    {
        await _call.ExpireAsync().ConfigureAwait(false);
        await _source.CancelAsync().ConfigureAwait(false);
    }
}
