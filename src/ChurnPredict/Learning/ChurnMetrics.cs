using System.Text.Json.Serialization;

namespace ChurnPredict.Learning;

/// <summary>How well churn probabilities did on one snapshot. What needs a probability is null for scores that are none.</summary>
public sealed record ChurnMetrics
{
    /// <summary>Area under the ROC curve, ties counted half.</summary>
    public required double Auc { get; init; }

    /// <summary>Average precision.</summary>
    public required double PrAuc { get; init; }

    /// <summary>Mean log-loss in nats.</summary>
    public required double? LogLoss { get; init; }

    /// <summary>Mean squared error of the probability.</summary>
    public required double? Brier { get; init; }

    /// <summary>1 − Brier / Brier of the snapshot's own base rate; 0 = no better than it.</summary>
    public required double? BrierSkill { get; init; }

    /// <summary>Mean |mean predicted − observed share| over twenty equal-count bins.</summary>
    public required double? CalibrationError { get; init; }

    /// <summary>Churn rate among the riskiest 5 %, over that of all.</summary>
    [JsonPropertyName("lift_5")]
    public required double Lift5 { get; init; }

    /// <summary>Churn rate among the riskiest 10 %, over that of all.</summary>
    [JsonPropertyName("lift_10")]
    public required double Lift10 { get; init; }

    /// <summary>Churn rate among the riskiest 20 %, over that of all.</summary>
    [JsonPropertyName("lift_20")]
    public required double Lift20 { get; init; }

    /// <summary>Share of all churners among the riskiest 5 %.</summary>
    [JsonPropertyName("capture_5")]
    public required double Capture5 { get; init; }

    /// <summary>Share of all churners among the riskiest 10 %.</summary>
    [JsonPropertyName("capture_10")]
    public required double Capture10 { get; init; }

    /// <summary>Share of all churners among the riskiest 20 %.</summary>
    [JsonPropertyName("capture_20")]
    public required double Capture20 { get; init; }

    /// <summary>Expected maximum profit per customer with the parameters of <see cref="ExpectedMaximumProfit"/>; null in bootstrap replicates.</summary>
    public double? ExpectedMaximumProfit { get; init; }

    /// <summary>Bootstrap intervals (2.5 % to 97.5 %) by metric name; customers are resampled.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Intervals { get; init; } = new Dictionary<string, MetricInterval>();
}
