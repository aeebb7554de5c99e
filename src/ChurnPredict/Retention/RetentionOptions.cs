namespace ChurnPredict.Retention;

/// <summary>How plans are made.</summary>
public sealed record RetentionOptions
{
    /// <summary>Share of customers who get no action, so that effects can be measured later, 0 to 1.</summary>
    public double HoldoutShare { get; init; } = 0.05;

    /// <summary>Names the holdout group: another text draws another group.</summary>
    public string HoldoutName { get; init; } = "holdout-1";

    /// <summary>Most actions in a plan, 1 or more.</summary>
    public int MaximumActions { get; init; } = 3;
}
