namespace ChurnPredict.Learning;

/// <summary>One tenth of the customers, by predicted value.</summary>
/// <param name="Decile">1 = highest predicted.</param>
/// <param name="Customers">Customers in it.</param>
/// <param name="MeanPredicted">Mean predicted value.</param>
/// <param name="MeanActual">Mean actual value.</param>
public sealed record ValueDecile(int Decile, int Customers, double MeanPredicted, double MeanActual);
