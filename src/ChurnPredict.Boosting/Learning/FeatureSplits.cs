namespace ChurnPredict.Boosting;

/// <summary>What the sums of a histogram tell of a feature's best split.</summary>
/// <param name="Certain">The best of the splits whose sides surely hold enough rows; null when there is none.</param>
/// <param name="HopedGain">The gain of a better split that may leave a side with too few rows; 0 when there is none.</param>
internal readonly record struct FeatureSplits(Split? Certain, double HopedGain);
