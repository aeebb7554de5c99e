namespace ChurnPredict.Scoring;

/// <summary>Expected money within a horizon, with an 80 % interval.</summary>
/// <param name="Days">Days after the as-of date: 90, 180 or 365.</param>
/// <param name="Expected">Expected spend in the history's currency, ≥ 0.</param>
/// <param name="Low">Lower end (10 %).</param>
/// <param name="High">Upper end (90 %).</param>
public readonly record struct HorizonValue(int Days, double Expected, double Low, double High);
