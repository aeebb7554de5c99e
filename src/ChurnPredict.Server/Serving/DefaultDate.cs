using ChurnPredict.History;

namespace ChurnPredict.Server.Serving;

/// <summary>The date of requests that name none: the day after the last event, or today.</summary>
/// <param name="store">The history.</param>
/// <param name="clock">Tells today, at each request anew; null = the day after the last event.</param>
internal sealed class DefaultDate(EventStore store, TimeProvider? clock)
{
    private readonly AsOfDate _afterLastEvent = store.TimeAxis.AsOf(store.TimeAxis.LocalDate(store.LastEventAt).AddDays(1));

    /// <summary>The date now.</summary>
    public AsOfDate Now => clock is null
        ? _afterLastEvent
        : store.TimeAxis.AsOf(store.TimeAxis.LocalDate(clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000));
}
