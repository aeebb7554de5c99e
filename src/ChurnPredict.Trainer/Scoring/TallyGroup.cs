namespace ChurnPredict.Trainer.Scoring;

/// <summary>Sums over the customers of one tier or status.</summary>
/// <param name="Rank">Order in which groups are shown.</param>
/// <param name="Name">Tier or status, as contracts spell it.</param>
/// <param name="Customers">How many.</param>
/// <param name="Probability">Sum of their churn probabilities; null where there is none.</param>
/// <param name="ValueAtRisk">Sum of their value at risk; null where unknown.</param>
internal sealed record TallyGroup(int Rank, string Name, int Customers, double? Probability, double? ValueAtRisk)
{
    public TallyGroup Plus(TallyGroup other) => this with
    {
        Customers = Customers + other.Customers,
        Probability = Probability + other.Probability,
        ValueAtRisk = ValueAtRisk is null ? other.ValueAtRisk : ValueAtRisk + (other.ValueAtRisk ?? 0),
    };
}
