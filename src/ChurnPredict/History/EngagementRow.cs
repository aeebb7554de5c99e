namespace ChurnPredict.History;

/// <summary>One engagement event, as <see cref="EventStoreBuilder"/> takes it; what is not set is absent.</summary>
/// <param name="CustomerId">The customer's canonical id.</param>
/// <param name="OccurredAt">Microseconds UTC.</param>
/// <param name="Kind">Kind of engagement.</param>
public sealed record EngagementRow(string CustomerId, long OccurredAt, string Kind)
{
    /// <summary>The event's value (seconds, pages, …).</summary>
    public float? Value { get; init; }

    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>When the row became known, microseconds UTC.</summary>
    public long? IngestedAt { get; init; }
}
