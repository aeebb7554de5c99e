namespace ChurnPredict.History;

/// <summary>A rank of a loyalty programme, reached by spend or orders in the 365 days before the date.</summary>
/// <param name="Name">The rank's name.</param>
/// <param name="MinimumSpend">Spend needed, in the history's currency; null = no condition.</param>
/// <param name="MinimumOrders">Orders needed; null = no condition.</param>
public sealed record LoyaltyRank(string Name, double? MinimumSpend, int? MinimumOrders)
{
    /// <summary>Whether some who reach another rank miss this one.</summary>
    internal bool AsksForMoreThan(LoyaltyRank other) =>
        (MinimumSpend ?? 0) > (other.MinimumSpend ?? 0) || (MinimumOrders ?? 0) > (other.MinimumOrders ?? 0);
}
