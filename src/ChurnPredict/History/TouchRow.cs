namespace ChurnPredict.History;

/// <summary>One campaign contact, as <see cref="EventStoreBuilder"/> takes it; what is not set is absent.</summary>
/// <param name="CustomerId">The customer's canonical id.</param>
/// <param name="OccurredAt">Microseconds UTC.</param>
/// <param name="Action">What was done.</param>
public sealed record TouchRow(string CustomerId, long OccurredAt, string Action)
{
    /// <summary>Channel.</summary>
    public string? Channel { get; init; }

    /// <summary>What the contact cost.</summary>
    public float? Cost { get; init; }

    /// <summary>Whether the customer was held out as a randomised control.</summary>
    public bool? IsControl { get; init; }

    /// <summary>When an offer was redeemed, microseconds UTC.</summary>
    public long? RedeemedAt { get; init; }

    /// <summary>When the row became known, microseconds UTC.</summary>
    public long? IngestedAt { get; init; }
}
