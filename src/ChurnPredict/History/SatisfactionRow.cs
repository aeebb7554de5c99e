namespace ChurnPredict.History;

/// <summary>One satisfaction question, as <see cref="EventStoreBuilder"/> takes it; what is not set is absent.</summary>
/// <param name="CustomerId">The customer's canonical id.</param>
/// <param name="OccurredAt">When asked, microseconds UTC.</param>
/// <param name="Instrument">Which question.</param>
/// <param name="Score">The answer on its own scale; null = asked, not answered.</param>
public sealed record SatisfactionRow(string CustomerId, long OccurredAt, SatisfactionInstrument Instrument, float? Score)
{
    /// <summary>Lower end of the scale; null = the instrument's usual one.</summary>
    public float? ScaleMinimum { get; init; }

    /// <summary>Upper end of the scale; null = the instrument's usual one.</summary>
    public float? ScaleMaximum { get; init; }

    /// <summary>What was asked about.</summary>
    public string? Aspect { get; init; }

    /// <summary>The reason given.</summary>
    public string? Reason { get; init; }

    /// <summary>When the row became known, microseconds UTC.</summary>
    public long? IngestedAt { get; init; }
}
