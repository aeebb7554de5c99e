using System.Text.Json.Serialization;

namespace ChurnPredict.Learning;

/// <summary>How the model did out of time, beside the naive baselines.</summary>
public sealed record EvaluationReport
{
    /// <summary>Customers in the test snapshot.</summary>
    public required int Customers { get; init; }

    /// <summary>The test snapshot's date; its labels lie after every label that the judged model saw.</summary>
    public required DateOnly TestSnapshot { get; init; }

    /// <summary>Share of the customers that churned, 0 to 1.</summary>
    public required double ChurnRate { get; init; }

    /// <summary>Which ensemble was judged: <c>backtest</c> wherever windows overlap, <c>final</c> where they do not.</summary>
    public string Ensemble { get; init; } = "backtest";

    /// <summary>Churn metrics.</summary>
    public required ChurnMetrics Churn { get; init; }

    /// <summary>Whether the history had one labelled snapshot only, so that held-out customers stand in for later dates.</summary>
    public bool IsOneSnapshot { get; init; }

    /// <summary>Value metrics; null when no value could be judged.</summary>
    public ValueAccuracy? Value { get; init; }

    /// <summary>Naive baselines: <c>recency</c>, <c>frequency</c>, <c>logistic_rfm</c> for churn (<c>logistic</c>, on
    /// every feature, where there are no purchases), <c>past_rate</c> for value.</summary>
    public required IReadOnlyDictionary<string, BaselineMetrics> Baselines { get; init; }

    /// <summary>Every rolling origin, oldest first; the last is the test snapshot. Only that one where another history than the training's
    /// was judged.</summary>
    public required IReadOnlyList<OriginEvaluation> Origins { get; init; }

    /// <summary>A, B or C, with the reason.</summary>
    public required Grade Grade { get; init; }

    /// <summary>What deserves a second look, such as a feature that gives the label away.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How far the base rate moved between the first and the last origin, in log-odds; null where the history has no other origins.</summary>
    [JsonPropertyName("base_rate_drift")]
    public double? BaseRateDrift { get; init; }

    internal const string OneSnapshotWarning =
        "the history has one labelled snapshot: groups of its customers stand in for rolling origins, so nothing here says how the model does on later dates";
}
