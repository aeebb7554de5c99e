using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>A customer's rank by orders and spend in 365 days: in the programme where there is one, otherwise by quintiles.</summary>
public static class LoyaltyLadder
{
    private const int QuintileRanks = 5;

    /// <summary>Keys of the ranks that stand in where there is no programme, lowest first.</summary>
    public static IReadOnlyList<string> QuintileKeys { get; } = [.. Enumerable.Range(1, QuintileRanks).Select(QuintileKey)];

    /// <summary>Number of the highest rank whose conditions hold, 1 = lowest; 0 = below the lowest of a programme. Null without a base
    /// to compare with.</summary>
    internal static int? RankOf(FeatureReference reference, int orders, double spend)
    {
        if (reference.Ranks.Count == 0)
        {
            return reference.Orders.QuintileOf(orders) is { } frequency && reference.Spend.QuintileOf(spend) is { } money
                ? (frequency + money + 1) / 2
                : null;
        }

        for (var rank = reference.Ranks.Count; rank > 0; rank--)
        {
            if (Missing(reference.Ranks[rank - 1], orders, spend) <= 0) return rank;
        }

        return 0;
    }

    /// <summary>How far the next rank is: the largest missing share of a threshold, above 0 to 1. NaN on the highest rank.</summary>
    internal static double DistanceToNext(FeatureReference reference, int? rank, int orders, double spend)
    {
        if (rank is not { } current) return double.NaN;
        if (reference.Ranks.Count > 0)
            return current < reference.Ranks.Count ? Missing(reference.Ranks[current], orders, spend) : double.NaN;
        var next = reference.Spend.QuintileOf(spend) ?? QuintileRanks;
        return next < QuintileRanks ? MissingShare(reference.Spend.QuintileCut(next), spend) : double.NaN;
    }

    /// <summary>The keys of all ranks, lowest first: the programme's names for them, or <c>rank_1</c> to <c>rank_5</c>.</summary>
    /// <param name="reference">What there is to know of the base; its programme may be empty.</param>
    public static IReadOnlyList<string> KeysOf(FeatureReference reference) =>
        reference.Ranks.Count > 0 ? [.. reference.Ranks.Select(rank => rank.Name)] : QuintileKeys;

    /// <summary>The key of a rank, one of <see cref="KeysOf"/>; null without a rank.</summary>
    internal static string? KeyOf(FeatureReference reference, int? rank) =>
        rank is not > 0 ? null : reference.Ranks.Count > 0 ? reference.Ranks[rank.Value - 1].Name : QuintileKey(rank.Value);

    private static string QuintileKey(int rank) => $"rank_{rank}";

    private static double Missing(LoyaltyRank rank, int orders, double spend) => Math.Max(
        rank.MinimumSpend is { } money ? MissingShare(money, spend) : 0,
        rank.MinimumOrders is { } count ? MissingShare(count, orders) : 0);

    private static double MissingShare(double needed, double reached) => needed > 0 ? Math.Max(0, (needed - reached) / needed) : 0;
}
