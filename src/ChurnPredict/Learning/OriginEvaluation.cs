namespace ChurnPredict.Learning;

/// <summary>One rolling origin: a model that saw only labels that ended before its date, judged on what came after.</summary>
public sealed record OriginEvaluation
{
    /// <summary>The origin's date.</summary>
    public required DateOnly TestSnapshot { get; init; }

    /// <summary>Customers in it.</summary>
    public required int Customers { get; init; }

    /// <summary>Share of them that churned, 0 to 1.</summary>
    public required double ChurnRate { get; init; }

    /// <summary>Rows of finished snapshots that its model was trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Whether choices were made on it; then its figures are a little too good.</summary>
    public required bool ChosenOn { get; init; }

    /// <summary>Churn metrics.</summary>
    public required ChurnMetrics Churn { get; init; }

    /// <summary>Value metrics; null when no value was judged.</summary>
    public ValueAccuracy? Value { get; init; }
}
