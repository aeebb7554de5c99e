namespace ChurnPredict.Boosting;

/// <summary>A leaf.</summary>
/// <param name="Value">What the leaf adds to the raw score, learning rate included.</param>
/// <param name="Cover">Training weight that reached the leaf; path-dependent SHAP values weigh branches by it.</param>
public readonly record struct TreeLeaf(double Value, double Cover);
