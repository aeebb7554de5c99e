namespace ChurnPredict.Trainer.Generation;

/// <summary>An order with all that followed from it. Times are days since the start; null = did not happen.</summary>
internal sealed record Order
{
    public required double At { get; init; }

    /// <summary>When the order's row reaches the tables.</summary>
    public required double KnownAt { get; init; }

    /// <summary>Paid in yen.</summary>
    public required double Amount { get; init; }

    public required double PromisedAt { get; init; }

    public required double DeliveredAt { get; init; }

    public bool IsLate => DeliveredAt > PromisedAt;

    public required Ticket? Ticket { get; init; }

    public required Survey? Survey { get; init; }

    /// <summary>What the customer makes up their mind by.</summary>
    public required Experience Experience { get; init; }
}
