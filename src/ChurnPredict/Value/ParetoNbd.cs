using System.Text.Json.Serialization;

namespace ChurnPredict.Value;

/// <summary>
/// The Pareto/NBD model (Schmittlein, Morrison and Colombo 1987): purchase rates are gamma distributed over customers with shape
/// <paramref name="R"/> and rate <paramref name="Alpha"/>, death rates with shape <paramref name="S"/> and rate <paramref name="Beta"/>.
/// </summary>
/// <param name="R">Shape of the purchase rates, &gt; 0.</param>
/// <param name="Alpha">Rate parameter of the purchase rates, weeks, &gt; 0.</param>
/// <param name="S">Shape of the death rates, &gt; 0.</param>
/// <param name="Beta">Rate parameter of the death rates, weeks, &gt; 0.</param>
public sealed record ParetoNbd(double R, double Alpha, double S, double Beta) : PurchaseModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => "pareto_nbd";

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyDictionary<string, double> Parameters =>
        new Dictionary<string, double> { ["r"] = R, ["alpha"] = Alpha, ["s"] = S, ["beta"] = Beta };

    /// <inheritdoc/>
    public override double LogLikelihood(PurchaseSummary summary) => LogLikelihood(PurchaseGroups.From([summary]));

    /// <inheritdoc/>
    public override double LogLikelihood(PurchaseGroups groups, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return LikelihoodSum.Evaluate(new ParetoNbdLikelihood(groups), [R, Alpha, S, Beta], new double[4], threadCount);
    }

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseSummary summary)
    {
        var recency = summary.RecencyWeeks;
        var integral = new StoppingIntegral(
            R + summary.RepeatPurchases, Alpha + recency, S, Beta + recency, summary.AgeWeeks - recency);
        var (neither, stopped) = integral.Evaluate();
        return neither / (neither + stopped);
    }

    /// <inheritdoc/>
    public override double ExpectedPurchases(PurchaseSummary summary, double horizonWeeks)
    {
        var (rate, stopRate) = (Alpha + summary.AgeWeeks, Beta + summary.AgeWeeks);
        return ProbabilityAlive(summary) * (R + summary.RepeatPurchases) / rate * ExpectedLife(stopRate, horizonWeeks);
    }

    /// <inheritdoc/>
    public override double ProbabilityOfNoPurchase(PurchaseSummary summary, double horizonWeeks)
    {
        var integral = new StoppingIntegral(
            R + summary.RepeatPurchases, Alpha + summary.AgeWeeks, S, Beta + summary.AgeWeeks, horizonWeeks);
        var (neither, stopped) = integral.Evaluate();
        return 1 - (ProbabilityAlive(summary) * (1 - Math.Min(1, neither + stopped)));
    }

    /// <summary>Weeks that someone alive is expected to live within the horizon: B (1 − (1 + t ÷ B)^(1 − s)) ÷ (s − 1), whose limit
    /// for s = 1 is B ln(1 + t ÷ B).</summary>
    private double ExpectedLife(double stopRate, double horizonWeeks)
    {
        var growth = double.LogP1(horizonWeeks / stopRate);
        var exponent = (1 - S) * growth;
        return stopRate * growth * (Math.Abs(exponent) < 1e-9 ? 1 + (exponent / 2) : double.ExpM1(exponent) / exponent);
    }
}
