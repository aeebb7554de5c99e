namespace ChurnPredict.Value;

/// <summary>
/// The Gamma-Gamma model of money a purchase (Fader and Hardie, The Gamma-Gamma Model of Monetary Value, 2013): amounts of a customer
/// are gamma distributed with shape <paramref name="P"/>, their rate varies over customers as a gamma with shape
/// <paramref name="Q"/> and rate <paramref name="Gamma"/>. How much someone spends is taken as independent of how often.
/// </summary>
/// <param name="P">Shape of a customer's amounts, &gt; 0.</param>
/// <param name="Q">Shape over customers, &gt; 1.1, so that the mean exists and is stable.</param>
/// <param name="Gamma">Rate over customers, in money, &gt; 0.</param>
public sealed record GammaGamma(double P, double Q, double Gamma)
{
    /// <summary>The least <see cref="Q"/>: at 1 and below the base's mean spend is infinite.</summary>
    internal const double LeastQ = 1.1;

    /// <summary>Mean spend of a purchase over the whole base.</summary>
    public double MeanSpend() => P * Gamma / (Q - 1);

    /// <summary>Expected money of a future purchase, given the past: the customer's own mean, drawn to that of the base.</summary>
    /// <param name="summary">The customer; where the mean spend is missing or not positive, the base's mean is returned.</param>
    public double ExpectedSpend(PurchaseSummary summary) => IsUsable(summary)
        ? P * (Gamma + (summary.MeanRepeatSpend * summary.RepeatPurchases)) / ((P * summary.RepeatPurchases) + Q - 1)
        : MeanSpend();

    /// <summary>Log-likelihood of the customers with repeat purchases and positive spend.</summary>
    /// <param name="summaries">One a customer.</param>
    public double LogLikelihood(ReadOnlySpan<PurchaseSummary> summaries)
    {
        var likelihood = new GammaGammaLikelihood(summaries);
        return LikelihoodSum.Evaluate(likelihood, [P, Q - LeastQ, Gamma / likelihood.Scale], new double[3], 1) + likelihood.Constant;
    }

    /// <summary>Fits the model by maximum likelihood on the customers with repeat purchases and positive spend.</summary>
    /// <param name="summaries">One a customer; others are left out.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns>null when no customer has a repeat purchase with positive spend.</returns>
    public static SpendModelFit? Fit(ReadOnlySpan<PurchaseSummary> summaries, int threadCount = 1)
    {
        var likelihood = new GammaGammaLikelihood(summaries);
        if (likelihood.CustomerCount == 0) return null;
        var (parameters, logLikelihood) = new LikelihoodMaximum(likelihood, threadCount).Search([2, 2, 2]);
        var model = new GammaGamma(parameters[0], parameters[1] + LeastQ, parameters[2] * likelihood.Scale);
        return new SpendModelFit(model, logLikelihood + likelihood.Constant, likelihood.CustomerCount);
    }

    /// <summary>Whether a customer says anything on spend.</summary>
    internal static bool IsUsable(in PurchaseSummary summary) =>
        summary.RepeatPurchases > 0 && summary.MeanRepeatSpend > 0 && double.IsFinite(summary.MeanRepeatSpend);
}
