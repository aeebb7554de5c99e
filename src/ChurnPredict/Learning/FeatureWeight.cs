namespace ChurnPredict.Learning;

/// <summary>How much a feature moves scores.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="MeanAbsoluteContribution">Mean |SHAP value|, in log-odds.</param>
public sealed record FeatureWeight(string Feature, double MeanAbsoluteContribution);
