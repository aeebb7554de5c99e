namespace ChurnPredict.History;

/// <summary>One order line or refund, as <see cref="EventStoreBuilder"/> takes it; what is not set is absent.</summary>
/// <param name="CustomerId">The customer's canonical id.</param>
/// <param name="OccurredAt">Microseconds UTC.</param>
/// <param name="Amount">Money in the history's currency, negative = refund; finite.</param>
public sealed record TransactionRow(string CustomerId, long OccurredAt, double Amount)
{
    /// <summary>The order that the line belongs to; null = the order of this instant.</summary>
    public string? OrderId { get; init; }

    /// <summary>Units.</summary>
    public float? Quantity { get; init; }

    /// <summary>Product category.</summary>
    public string? Category { get; init; }

    /// <summary>Margin in the history's currency.</summary>
    public double? Margin { get; init; }

    /// <summary>Undiscounted price of the line.</summary>
    public double? ListPrice { get; init; }

    /// <summary>When delivery was promised for, microseconds UTC.</summary>
    public long? PromisedAt { get; init; }

    /// <summary>When it was delivered, microseconds UTC.</summary>
    public long? DeliveredAt { get; init; }

    /// <summary>When the row became known, microseconds UTC.</summary>
    public long? IngestedAt { get; init; }
}
