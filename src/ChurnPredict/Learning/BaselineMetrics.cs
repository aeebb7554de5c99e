namespace ChurnPredict.Learning;

/// <summary>A naive baseline on the same rows.</summary>
/// <param name="Churn">Churn metrics; null for a value baseline.</param>
/// <param name="Value">Value metrics; null for a churn baseline.</param>
public sealed record BaselineMetrics(ChurnMetrics? Churn, ValueAccuracy? Value = null);
