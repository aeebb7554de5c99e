using System.Text.Json.Serialization;
using MathNet.Numerics;

namespace ChurnPredict.Value;

/// <summary>
/// The family of models in which a coin decides after each purchase whether the customer stops for good: BG/NBD (Fader, Hardie
/// and Lee 2005), MBG/NBD (Batislam et al. 2007), BG/CNBD-k and MBG/CNBD-k (Reutterer, Platzer and Schröder 2021).
/// Purchase rates (of the k phases of a gap) are gamma distributed over customers with shape <paramref name="R"/> and rate
/// <paramref name="Alpha"/>, the coin's probability is beta distributed.
/// </summary>
/// <param name="R">Shape of the purchase rates, &gt; 0.</param>
/// <param name="Alpha">Rate parameter of the purchase rates, weeks, &gt; 0.</param>
/// <param name="A">First parameter of the stopping probability, &gt; 0.</param>
/// <param name="B">Second parameter of the stopping probability, &gt; 0.</param>
/// <param name="K">Phases of a gap between purchases, ≥ 1: 1 = no rhythm, more = more regular.</param>
/// <param name="StopsAfterFirst">Whether the coin is also thrown after the first purchase (the MBG models). Without it a one-time
/// buyer is alive for certain, by construction, whatever their age.</param>
public sealed record BetaGeometricNbd(double R, double Alpha, double A, double B, int K = 1, bool StopsAfterFirst = true) : PurchaseModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => (StopsAfterFirst ? "mbg_" : "bg_") + (K == 1 ? "nbd" : "cnbd_k");

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyDictionary<string, double> Parameters
    {
        get
        {
            var parameters = new Dictionary<string, double> { ["r"] = R, ["alpha"] = Alpha, ["a"] = A, ["b"] = B };
            if (K > 1) parameters["k"] = K;
            return parameters;
        }
    }

    private int Throws => StopsAfterFirst ? 1 : 0;

    /// <inheritdoc/>
    public override double LogLikelihood(PurchaseSummary summary) =>
        LogLikelihood(PurchaseGroups.From([summary]));

    /// <inheritdoc/>
    public override double LogLikelihood(PurchaseGroups groups, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var likelihood = new BetaGeometricLikelihood(groups, K, StopsAfterFirst);
        return LikelihoodSum.Evaluate(likelihood, [R, Alpha, A, B], new double[4], threadCount) + likelihood.Constant;
    }

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseSummary summary)
    {
        var (purchases, recency, age) = (summary.RepeatPurchases, summary.RecencyWeeks, summary.AgeWeeks);
        if (purchases + Throws == 0) return 1;
        var shape = R + ((double)K * purchases);
        var logStopped = Math.Log(A / (B + purchases + Throws - 1)) + (shape * Math.Log((Alpha + age) / (Alpha + recency)))
            - Math.Log(ErlangWait.PhaseSum(shape, K, (age - recency) / (Alpha + age)));
        return 1 / (1 + Math.Exp(logStopped));
    }

    /// <inheritdoc/>
    public override double ExpectedPurchases(PurchaseSummary summary, double horizonWeeks) =>
        ProbabilityAlive(summary) * Wait(summary).ExpectedPurchases(horizonWeeks, A, B + summary.RepeatPurchases + Throws);

    /// <inheritdoc/>
    public override double ProbabilityOfNoPurchase(PurchaseSummary summary, double horizonWeeks) =>
        1 - (ProbabilityAlive(summary) * (1 - Wait(summary).ProbabilityOfNone(horizonWeeks)));

    private ErlangWait Wait(PurchaseSummary summary) =>
        new(R + ((double)K * summary.RepeatPurchases), Alpha + summary.AgeWeeks, K, summary.AgeWeeks - summary.RecencyWeeks);

    /// <summary>ln B(a, b).</summary>
    internal static double LogBeta(double a, double b) =>
        SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
}
