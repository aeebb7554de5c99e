namespace ChurnPredict.Trainer.Scoring;

/// <summary>What actions were planned.</summary>
/// <param name="CustomersWithAction">Customers with at least one action.</param>
/// <param name="NetValue">Expected net value of each customer's first action, summed, in the history's currency.</param>
/// <param name="ExpectedCost">Expected cost of those actions.</param>
/// <param name="Holdout">Customers who get no action so that effects can be measured.</param>
internal sealed record ActionSummary(int CustomersWithAction, double NetValue, double ExpectedCost, int Holdout);
