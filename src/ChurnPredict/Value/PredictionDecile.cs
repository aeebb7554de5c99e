namespace ChurnPredict.Value;

/// <summary>One tenth of the rows by predicted value.</summary>
/// <param name="Decile">1 = the lowest predictions, 10 = the highest.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="MeanPredicted">Mean of what was predicted.</param>
/// <param name="MeanActual">Mean of what came.</param>
public readonly record struct PredictionDecile(int Decile, int Rows, double MeanPredicted, double MeanActual);
