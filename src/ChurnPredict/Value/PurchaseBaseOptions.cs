namespace ChurnPredict.Value;

/// <summary>How purchases are read from a history. Immutable.</summary>
public sealed record PurchaseBaseOptions
{
    /// <summary>Measures the summaries' times in seasonal days; null = plain days.</summary>
    public PurchaseSeason? Season { get; init; }

    /// <summary>A column of the customers table with words (<c>country</c>, <c>language</c>, <c>plan</c> or a further one), by which
    /// customers are told apart; null = they are not.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Threads, 1 or more; the result does not depend on it.</summary>
    public int ThreadCount { get; init; } = 1;
}
