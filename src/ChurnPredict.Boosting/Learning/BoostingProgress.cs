namespace ChurnPredict.Boosting;

/// <summary>Where learning stands after a round.</summary>
/// <param name="Round">Rounds done, from 1.</param>
/// <param name="Rounds">Rounds to do at most.</param>
/// <param name="ValidationLoss">Mean loss on the validation rows; null without them.</param>
public readonly record struct BoostingProgress(int Round, int Rounds, double? ValidationLoss);
