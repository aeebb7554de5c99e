using System.Globalization;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>What actions were planned.</summary>
/// <param name="CustomersWithAction">Customers with at least one action.</param>
/// <param name="NetValue">Expected net value of each customer's first action, summed, in the history's currency.</param>
/// <param name="ExpectedCost">Expected cost of those actions.</param>
/// <param name="Holdout">Customers who get no action so that effects can be measured; of the group, only those who would have been
/// considered.</param>
internal sealed record ActionSummary(int CustomersWithAction, double NetValue, double ExpectedCost, int Holdout)
{
    /// <summary>The summary in a line.</summary>
    /// <param name="currency">The history's; null when it does not say.</param>
    public string Tell(string? currency)
    {
        var unit = currency is null ? "" : $" {currency}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{CustomersWithAction:N0} customers have an action worth its cost, expected net value {NetValue:N0}{unit} for {ExpectedCost:N0}{unit}; {Holdout:N0} who would have been considered are held out");
    }
}
