namespace ChurnPredict.History;

/// <summary>Order lines and refunds. Optional columns that the history lacks are null; single values that are absent are NaN,
/// <see cref="Instants.Missing"/> or <see cref="Vocabulary.Missing"/>.</summary>
public sealed class TransactionTable : EventTable
{
    /// <summary>Most that an amount may be in either direction: no price in any currency comes near it, and far larger ones overflow the
    /// single precision of the labels that value is learned from.</summary>
    public const double LargestAmount = 1e18;

    /// <summary>Money in the history's currency; negative = refund. Always finite, at most <see cref="LargestAmount"/>.</summary>
    public required double[] Amount { get; init; }

    /// <summary>Which order of the customer the line belongs to: numbers are dense within a customer, from 0, in order of each
    /// order's first line. Lines of one <c>order_id</c>, or without ids of one instant, share a number.</summary>
    public required int[] Order { get; init; }

    /// <summary>Units; null without the column.</summary>
    public float[]? Quantity { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Categories"/>; null without the column.</summary>
    public int[]? Category { get; init; }

    /// <summary>Margin in the history's currency; null without the column.</summary>
    public double[]? Margin { get; init; }

    /// <summary>Undiscounted price of the line; null without the column.</summary>
    public double[]? ListPrice { get; init; }

    /// <summary>When delivery was promised for, microseconds UTC; null without the column.</summary>
    public long[]? PromisedAt { get; init; }

    /// <summary>When it was delivered, microseconds UTC; null without the column.</summary>
    public long[]? DeliveredAt { get; init; }
}
