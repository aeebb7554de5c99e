using ChurnPredict.Labels;
using ChurnPredict.Parquet;

namespace ChurnPredict.Scoring;

/// <summary>The columns of a score file, one row a customer; names and order are a contract.</summary>
public static class ScoreFile
{
    /// <summary>Reasons that a score file shows.</summary>
    public const int ReasonCount = 5;

    private static readonly int[] Horizons = [90, 180, 365];
    private static readonly int[] SurvivalDays = [30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 365];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<ScoreColumn<CustomerScore>> Columns { get; } =
    [
        ScoreColumn.Text<CustomerScore>("customer_id", score => score.CustomerId, isNullable: false),
        ScoreColumn.Date<CustomerScore>("as_of", score => score.AsOf.Date),
        ScoreColumn.Text<CustomerScore>("status", score => StatusName(score.Status), isNullable: false),
        ScoreColumn.Number<CustomerScore>("churn_probability", score => score.ChurnProbability),
        ScoreColumn.Text<CustomerScore>("risk_tier", score => score.RiskTier is { } tier ? TierName(tier) : null),
        .. Horizons.SelectMany(HorizonColumns),
        ScoreColumn.Number<CustomerScore>("value_if_retained", score => score.ValueIfRetained),
        ScoreColumn.Number<CustomerScore>("value_at_risk", score => score.ValueAtRisk),
        ScoreColumn.Integer<CustomerScore>("rfm_recency", score => score.Segments.RfmRecency),
        ScoreColumn.Integer<CustomerScore>("rfm_frequency", score => score.Segments.RfmFrequency),
        ScoreColumn.Integer<CustomerScore>("rfm_monetary", score => score.Segments.RfmMonetary),
        ScoreColumn.Text<CustomerScore>("rfm_segment", score => score.Segments.RfmSegment),
        ScoreColumn.Text<CustomerScore>("loyalty_rank", score => score.Segments.LoyaltyRank),
        ScoreColumn.Text<CustomerScore>("stickiness", score => score.Segments.Stickiness),
        ScoreColumn.Text<CustomerScore>("satisfaction_class", score => score.Segments.SatisfactionClass),
        .. Enumerable.Range(0, ReasonCount).SelectMany(ReasonColumns),
        ScoreColumn.Text<CustomerScore>("model_id", score => score.ModelId, isNullable: false),
        ScoreColumn.Text<CustomerScore>("journey_stage", score => score.Segments.JourneyStage),
        ScoreColumn.Number<CustomerScore>("reactivation_probability", score => score.ReactivationProbability),
        .. SurvivalDays.Select(SurvivalColumn),
        ScoreColumn.Date<CustomerScore>("expected_next_order", score => score.NextOrder?.Date),
        ScoreColumn.Date<CustomerScore>("expected_next_order_low", score => score.NextOrder?.Low),
        ScoreColumn.Date<CustomerScore>("expected_next_order_high", score => score.NextOrder?.High),
    ];

    /// <summary>How contracts spell a status.</summary>
    /// <param name="status">The status.</param>
    public static string StatusName(CustomerStatus status) => status switch
    {
        CustomerStatus.Scored => "SCORED",
        CustomerStatus.AlreadyChurned => "ALREADY_CHURNED",
        _ => "INSUFFICIENT_HISTORY",
    };

    /// <summary>How contracts spell a tier.</summary>
    /// <param name="tier">The tier.</param>
    public static string TierName(RiskTier tier) => tier switch
    {
        RiskTier.Critical => "CRITICAL",
        RiskTier.High => "HIGH",
        RiskTier.Medium => "MEDIUM",
        _ => "LOW",
    };

    private static IEnumerable<ScoreColumn<CustomerScore>> HorizonColumns(int days)
    {
        HorizonValue? Of(CustomerScore score)
        {
            foreach (var value in score.Values)
            {
                if (value.Days == days) return value;
            }

            return null;
        }

        yield return ScoreColumn.Number<CustomerScore>($"expected_value_{days}", score => Of(score)?.Expected);
        yield return ScoreColumn.Number<CustomerScore>($"expected_value_{days}_low", score => Of(score)?.Low);
        yield return ScoreColumn.Number<CustomerScore>($"expected_value_{days}_high", score => Of(score)?.High);
    }

    private static ScoreColumn<CustomerScore> SurvivalColumn(int days) => ScoreColumn.Number<CustomerScore>($"survival_{days}", score =>
    {
        foreach (var point in score.Survival)
        {
            if (point.Days == days) return point.Probability;
        }

        return null;
    });

    private static IEnumerable<ScoreColumn<CustomerScore>> ReasonColumns(int rank)
    {
        // Baseline and calibration stand last and are not what a person asks for; the five are features.
        Reason? Of(CustomerScore score) => rank < score.Reasons.Count - 2 ? score.Reasons[rank] : null;
        yield return ScoreColumn.Text<CustomerScore>($"reason_{rank + 1}", score => Of(score)?.Feature);
        yield return ScoreColumn.Number<CustomerScore>($"reason_{rank + 1}_contribution", score => Of(score)?.Contribution);
    }
}
