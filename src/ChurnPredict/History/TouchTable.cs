namespace ChurnPredict.History;

/// <summary>Campaign contacts and retention actions that reached a customer, or that a control customer was kept from.</summary>
public sealed class TouchTable : EventTable
{
    /// <summary>Code into <see cref="HistoryVocabularies.Actions"/>.</summary>
    public required int[] Action { get; init; }

    /// <summary>Code into <see cref="HistoryVocabularies.Channels"/>; null without the column.</summary>
    public int[]? Channel { get; init; }

    /// <summary>What the contact cost, NaN where absent; null without the column.</summary>
    public float[]? Cost { get; init; }

    /// <summary>Whether the customer was held out as a randomised control (nothing was sent); null without the column.</summary>
    public bool[]? IsControl { get; init; }

    /// <summary>When an offer was redeemed, microseconds UTC or <see cref="Instants.Missing"/>; null without the column.</summary>
    public long[]? RedeemedAt { get; init; }
}
