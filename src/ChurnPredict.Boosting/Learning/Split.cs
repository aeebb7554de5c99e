namespace ChurnPredict.Boosting;

/// <summary>A way to split a leaf.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="LeftBins">Bins that go left, the bin of missing values among them if it does.</param>
/// <param name="ThresholdBin">Numeric: the last value bin that goes left.</param>
/// <param name="Gain">Loss that it removes, always above 0.</param>
/// <param name="LeftSum">Packed sum of the rows that go left.</param>
/// <param name="ExtraL2">L2 penalty of its children's values beyond that of the options.</param>
internal readonly record struct Split(
    int Feature, BinSet LeftBins, int ThresholdBin, double Gain, long LeftSum, double ExtraL2 = 0);
