namespace ChurnPredict.Learning;

/// <summary>How far training has come.</summary>
/// <param name="Stage">What is being done, in a few words.</param>
/// <param name="Share">0 to 1 of that stage.</param>
/// <param name="Rows">Rows that the whole stage handles, a row in each round of boosting counted anew; 0 = not counted.</param>
public readonly record struct TrainingProgress(string Stage, double Share, long Rows = 0);
