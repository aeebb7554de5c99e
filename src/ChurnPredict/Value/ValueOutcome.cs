namespace ChurnPredict.Value;

/// <summary>What was foretold of a customer on an earlier origin, and what came.</summary>
/// <param name="OccurrenceLogOdds">Log-odds that any money comes.</param>
/// <param name="Expected">Expected money.</param>
/// <param name="Actual">What came.</param>
/// <param name="Churned">Whether the customer churned; NaN when unknown.</param>
internal readonly record struct ValueOutcome(double OccurrenceLogOdds, double Expected, double Actual, float Churned);
