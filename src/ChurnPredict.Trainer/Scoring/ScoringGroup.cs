namespace ChurnPredict.Trainer.Scoring;

/// <summary>Customers of one tier or status.</summary>
/// <param name="Name">Tier or status, as contracts spell it.</param>
/// <param name="Customers">How many.</param>
/// <param name="MeanChurnProbability">Their mean; null where there is none.</param>
/// <param name="ValueAtRisk">Their sum in the history's currency; null where unknown.</param>
internal sealed record ScoringGroup(string Name, int Customers, double? MeanChurnProbability, double? ValueAtRisk);
