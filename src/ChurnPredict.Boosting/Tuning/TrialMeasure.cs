namespace ChurnPredict.Boosting;

/// <summary>What a caller measured of a candidate.</summary>
/// <param name="Loss">The loss; lower is better.</param>
/// <param name="Rounds">Rounds at which it was reached.</param>
public readonly record struct TrialMeasure(double Loss, int Rounds);
