using ChurnPredict.Boosting;

namespace ChurnPredict.Features;

/// <summary>
/// Features whose direction common sense fixes: all else equal, longer silence never lowers the risk, and more orders or money never
/// raise it. Stating it keeps trees on small bases from learning the noise of a few customers, and reasons from contradicting a person.
/// </summary>
internal static class RiskDirections
{
    private static readonly HashSet<string> Rising = new(StringComparer.Ordinal)
    {
        "recency_days", "recency_gap_percentile", "expected_order_overdue_days", "no_order_probability_mbg_nbd", "engagement_recency_days", "tickets_open",
    };

    private static readonly HashSet<string> Falling = new(StringComparer.Ordinal)
    {
        "orders_total", "order_days_total", "orders_30d", "orders_90d", "orders_180d", "orders_365d", "orders_decayed_30d", "orders_decayed_90d",
        "spend_total", "spend_90d", "spend_180d", "spend_365d", "spend_decayed_90d", "active_months_share", "orders_rank", "spend_rank",
        "p_alive_pareto_nbd", "p_alive_mbg_nbd", "expected_orders_pareto_nbd",
    };

    public static FeatureDefinition WithDirection(FeatureDefinition feature) =>
        Rising.Contains(feature.Name) ? feature with { Monotone = MonotoneConstraint.Increasing }
        : Falling.Contains(feature.Name) ? feature with { Monotone = MonotoneConstraint.Decreasing }
        : feature;
}
