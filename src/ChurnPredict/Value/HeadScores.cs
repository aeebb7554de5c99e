namespace ChurnPredict.Value;

/// <summary>What the parts of a horizon say of one row; 0 for parts that the method does not need.</summary>
/// <param name="Occurrence">Log-odds that any money comes.</param>
/// <param name="Amount">Expected amount given that some comes.</param>
/// <param name="LogAmount">Expected logarithm of it.</param>
/// <param name="Tweedie">Expected money.</param>
internal readonly record struct HeadScores(double Occurrence, double Amount, double LogAmount, double Tweedie);
