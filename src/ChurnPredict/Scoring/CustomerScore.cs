using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Scoring;

/// <summary>Everything the model says of one customer as of a date. Null or empty means unknown: a number that was not computed is never 0.</summary>
public sealed record CustomerScore
{
    /// <summary>The customer's canonical id.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The date.</summary>
    public required AsOfDate AsOf { get; init; }

    /// <summary>Whether there is a probability, and if not, why.</summary>
    public required CustomerStatus Status { get; init; }

    /// <summary>Calibrated probability of churn within the model's horizon, (0, 1); null unless <see cref="CustomerStatus.Scored"/>.</summary>
    public double? ChurnProbability { get; init; }

    /// <summary>Probability that one who already churned comes back within the horizon; null otherwise.</summary>
    public double? ReactivationProbability { get; init; }

    /// <summary>Risk tier; null without a churn probability.</summary>
    public RiskTier? RiskTier { get; init; }

    /// <summary>Expected spend in 90, 180 and 365 days.</summary>
    public IReadOnlyList<HorizonValue> Values { get; init; } = [];

    /// <summary>Expected margin over the value horizon given that the customer stays, plus referral and replacement value where
    /// configured; null when margin is unknown.</summary>
    public double? ValueIfRetained { get; init; }

    /// <summary>Churn probability × <see cref="ValueIfRetained"/>.</summary>
    public double? ValueAtRisk { get; init; }

    /// <summary>Survival curve, 30 to 365 days.</summary>
    public IReadOnlyList<SurvivalPoint> Survival { get; init; } = [];

    /// <summary>Expected next order; null = none expected.</summary>
    public ExpectedNextOrder? NextOrder { get; init; }

    /// <summary>Segments.</summary>
    public CustomerSegments Segments { get; init; } = new();

    /// <summary>Reasons, largest absolute contribution first, baseline and calibration last; contributions add up to the log-odds of
    /// <see cref="ChurnProbability"/>. Empty when not asked for.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>The features that the score was computed from, in the schema's order; not kept by callers that do not need them.</summary>
    public required float[] Features { get; init; }

    /// <summary>Which model.</summary>
    public required string ModelId { get; init; }
}
