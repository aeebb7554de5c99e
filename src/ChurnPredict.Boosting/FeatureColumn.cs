namespace ChurnPredict.Boosting;

/// <summary>What a learner needs to know of a feature.</summary>
/// <param name="Name">The feature's name; names in one matrix differ.</param>
/// <param name="IsCategorical">Whether values are category numbers (0, 1, 2, …) without order.</param>
/// <param name="Monotone">How the raw score may move as the feature rises.</param>
public sealed record FeatureColumn(string Name, bool IsCategorical = false, MonotoneConstraint Monotone = MonotoneConstraint.None);
