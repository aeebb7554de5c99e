using System.Text.Json.Serialization;

namespace ChurnPredict.Value;

/// <summary>
/// A fitted buy-till-you-die model: customers buy at a rate of their own until, unseen, they stop for good. Immutable, thread-safe,
/// JSON-serialisable; the unit of time is the week. No result is NaN or infinite for a possible summary.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(ParetoNbd), "pareto_nbd")]
[JsonDerivedType(typeof(BetaGeometricNbd), "beta_geometric_nbd")]
public abstract record PurchaseModel
{
    /// <summary>Which model, as the command line prints it: <c>pareto_nbd</c>, <c>bg_nbd</c>, <c>mbg_nbd</c>, <c>bg_cnbd_k</c>, <c>mbg_cnbd_k</c>.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>The parameters by name.</summary>
    [JsonIgnore]
    public abstract IReadOnlyDictionary<string, double> Parameters { get; }

    /// <summary>Log of the density of one customer's purchases.</summary>
    /// <param name="summary">The customer.</param>
    public abstract double LogLikelihood(PurchaseSummary summary);

    /// <summary>Probability that the customer has not stopped for good by the end of their age, [0, 1].</summary>
    /// <param name="summary">The customer.</param>
    public abstract double ProbabilityAlive(PurchaseSummary summary);

    /// <summary>Expected purchase days in the time to come, given the past; ≥ 0.</summary>
    /// <param name="summary">The customer.</param>
    /// <param name="horizonWeeks">Length of the time to come in weeks, ≥ 0.</param>
    public abstract double ExpectedPurchases(PurchaseSummary summary, double horizonWeeks);

    /// <summary>Probability that no purchase comes within the horizon, given the past; [0, 1].</summary>
    /// <param name="summary">The customer.</param>
    /// <param name="horizonWeeks">Length of the time to come in weeks, ≥ 0.</param>
    public abstract double ProbabilityOfNoPurchase(PurchaseSummary summary, double horizonWeeks);

    /// <summary>Log-likelihood of many customers, added up in the groups' order.</summary>
    /// <param name="groups">The customers.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    public abstract double LogLikelihood(PurchaseGroups groups, int threadCount = 1);
}
