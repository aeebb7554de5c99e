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
    private const double WeeksPerYear = 365.25 / PurchaseSummary.DaysPerWeek;
    private const double ShortestPanelWeeks = 2;
    private const double LongestPanelWeeks = 52;
    private const double Negligible = 1e-9;

    /// <summary>√0.6: where Gauss-Legendre's rule of three has its outer nodes.</summary>
    private const double OuterNode = 0.774596669241483;

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

    /// <summary>Expected purchase days in the time to come, each worth less the later it comes: a purchase after t weeks counts
    /// (1 + rate)^(−t ÷ 52.18) times (discounted expected transactions, Fader, Hardie and Lee 2005, for a period instead of for ever).
    /// Times the expected money of a purchase this is the customer's value.</summary>
    /// <param name="summary">The customer.</param>
    /// <param name="horizonWeeks">Length of the time to come in weeks, ≥ 0 and finite.</param>
    /// <param name="yearlyRate">0.1 = 10 % a year; 0 = <see cref="ExpectedPurchases"/>; ≥ 0.</param>
    public double DiscountedPurchases(PurchaseSummary summary, double horizonWeeks, double yearlyRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(yearlyRate);
        if (yearlyRate == 0 || horizonWeeks <= 0) return ExpectedPurchases(summary, horizonWeeks);

        // By parts: ∫ e^(−d t) dX(t) = e^(−d H) X(H) + d ∫ e^(−d t) X(t) dt. X bends most at its start, so panels begin short.
        var decay = double.LogP1(yearlyRate) / WeeksPerYear;
        var sum = 0.0;
        for (var (from, length) = (0.0, ShortestPanelWeeks); from < horizonWeeks; length = Math.Min(2 * length, LongestPanelWeeks))
        {
            var half = Math.Min(length, horizonWeeks - from) / 2;
            var middle = from + half;
            sum += half * ((5 * (Term(middle - (half * OuterNode)) + Term(middle + (half * OuterNode)))) + (8 * Term(middle)));
            from += 2 * half;
            if (Math.Exp(-decay * from) < Negligible) break;
        }

        return (Math.Exp(-decay * horizonWeeks) * ExpectedPurchases(summary, horizonWeeks)) + (decay * sum / 9);

        double Term(double weeks) => Math.Exp(-decay * weeks) * ExpectedPurchases(summary, weeks);
    }

    /// <summary>Log-likelihood of many customers, added up in the groups' order.</summary>
    /// <param name="groups">The customers.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    public abstract double LogLikelihood(PurchaseGroups groups, int threadCount = 1);
}
