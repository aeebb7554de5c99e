namespace ChurnPredict.History;

/// <summary>One support ticket, as <see cref="EventStoreBuilder"/> takes it; what is not set is absent.</summary>
/// <param name="CustomerId">The customer's canonical id.</param>
/// <param name="OpenedAt">Microseconds UTC.</param>
public sealed record SupportRow(string CustomerId, long OpenedAt)
{
    /// <summary>First response, microseconds UTC.</summary>
    public long? FirstResponseAt { get; init; }

    /// <summary>Resolution, microseconds UTC.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>Severity, 1 = lowest.</summary>
    public float? Severity { get; init; }

    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Topic.</summary>
    public string? Topic { get; init; }

    /// <summary>When the row became known, microseconds UTC.</summary>
    public long? IngestedAt { get; init; }
}
