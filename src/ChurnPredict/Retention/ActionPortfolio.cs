namespace ChurnPredict.Retention;

/// <summary>
/// Chooses at most one action a customer so that all together bring much and keep the limits. The exact problem (a knapsack with
/// choices) is hard; this takes the better of two greedy passes, by net value per cost and by net value alone, and then lets
/// customers change to a better action, or come in, while the limits leave room. The result never depends on the order of candidates.
/// </summary>
public static class ActionPortfolio
{
    /// <summary>Chooses.</summary>
    /// <param name="candidates">What could be done; those of no net value are never chosen.</param>
    /// <param name="limits">What all may take.</param>
    /// <returns>The chosen ones, by customer.</returns>
    /// <exception cref="ArgumentException">A cost is negative or not a number.</exception>
    public static IReadOnlyList<PortfolioCandidate> Choose(IEnumerable<PortfolioCandidate> candidates, PortfolioLimits limits)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(limits);
        var paying = candidates.Where(candidate => candidate.NetValue > 0).ToArray();
        foreach (var candidate in paying)
        {
            if (!(candidate.ExpectedCost >= 0))
                throw new ArgumentException($"expected cost: found {candidate.ExpectedCost}, expected 0 or more", nameof(candidates));
        }

        var byRatio = Fill(paying, limits, candidate => candidate.NetValue / (candidate.ExpectedCost + 1e-9));
        var byValue = Fill(paying, limits, candidate => candidate.NetValue);
        return (byRatio.NetValue >= byValue.NetValue ? byRatio : byValue).Chosen();
    }

    private static PortfolioState Fill(PortfolioCandidate[] candidates, PortfolioLimits limits, Func<PortfolioCandidate, double> priority)
    {
        var state = new PortfolioState(limits);
        var order = candidates
            .OrderByDescending(priority).ThenByDescending(candidate => candidate.NetValue)
            .ThenBy(candidate => candidate.Customer).ThenBy(candidate => candidate.Action);
        foreach (var candidate in order) state.TryAdd(candidate);
        var byGain = candidates.OrderByDescending(candidate => candidate.NetValue)
            .ThenBy(candidate => candidate.Customer).ThenBy(candidate => candidate.Action).ToArray();
        while (Improve(state, byGain))
        {
        }

        return state;
    }

    /// <summary>One pass over the candidates that lets each in that makes its customer's choice better. Ends, since the sum rises
    /// with every change.</summary>
    private static bool Improve(PortfolioState state, PortfolioCandidate[] byGain)
    {
        var isBetter = false;
        foreach (var candidate in byGain) isBetter |= state.TryReplace(candidate);
        return isBetter;
    }
}
