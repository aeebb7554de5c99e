using ChurnPredict.Boosting;

namespace ChurnPredict.Features;

/// <summary>One feature of the dictionary.</summary>
/// <param name="Name">Unique name, snake_case with its unit, such as <c>recency_days</c>; action catalogues and models refer to it.</param>
/// <param name="Group">The family that people read reasons by.</param>
/// <param name="Unit">days, orders, currency, share, points, …</param>
/// <param name="Definition">What it is, exactly, in one English sentence.</param>
/// <param name="IsCategorical">Whether values are category numbers without order.</param>
/// <param name="Monotone">How risk may move as the feature rises, where common sense fixes it.</param>
public sealed record FeatureDefinition(
    string Name,
    FeatureGroup Group,
    string Unit,
    string Definition,
    bool IsCategorical = false,
    MonotoneConstraint Monotone = MonotoneConstraint.None)
{
    /// <summary>Key of the label in the language files; the name itself unless several features share a label.</summary>
    public string LabelKey { get; init; } = Name;

    /// <summary>What fills the label's <c>{0}</c>, such as the channel or kind that the feature counts; null without.</summary>
    public string? LabelArgument { get; init; }
}
