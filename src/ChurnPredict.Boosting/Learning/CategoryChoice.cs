namespace ChurnPredict.Boosting;

/// <summary>The best set of categories of a scan.</summary>
/// <param name="LeftBins">Bins that go left.</param>
/// <param name="Gain">Twice the loss that both sides remove, in quantized units.</param>
/// <param name="LeftSum">Packed sum of the left side.</param>
/// <param name="ExtraL2">L2 penalty of the children beyond that of the options.</param>
internal readonly record struct CategoryChoice(BinSet LeftBins, double Gain, long LeftSum, double ExtraL2);
