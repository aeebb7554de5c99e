namespace ChurnPredict.Retention;

/// <summary>An action that one customer could get.</summary>
/// <param name="Customer">The customer; any number that tells customers apart.</param>
/// <param name="Action">The action; any number that tells a customer's actions apart.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="NetValue">Expected saving minus expected cost.</param>
/// <param name="ExpectedCost">Expected cost, ≥ 0: what it takes from the budget.</param>
public readonly record struct PortfolioCandidate(int Customer, int Action, string Channel, double NetValue, double ExpectedCost);
