namespace ChurnPredict.Value;

/// <summary>What the probabilistic models expect of customers over one horizon: the start of <see cref="PurchaseCombination"/>.</summary>
internal sealed class PurchaseForecasts
{
    /// <summary>The models that are combined: one of each story; rhythm is left to the trees.</summary>
    public static readonly PurchaseModelKind[] Kinds = [PurchaseModelKind.ParetoNbd, PurchaseModelKind.BgNbd, PurchaseModelKind.MbgNbd];

    private readonly PurchaseModel[] _models;
    private readonly double _weeks;

    /// <param name="models">Fitted models, one of each of <see cref="Kinds"/>.</param>
    /// <param name="weeks">The horizon.</param>
    public PurchaseForecasts(PurchaseModel[] models, double weeks) => (_models, _weeks) = (models, weeks);

    /// <summary>Names of what <see cref="Fill"/> writes.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["pareto_against_mean", "bg_against_mean", "mbg_against_mean", "alive_pareto", "alive_mbg", "rate", "frequency", "recency_share", "silent_purchases", "regularity", "spend"];

    /// <summary>Fits the models on a base.</summary>
    public static PurchaseForecasts Fit(PurchaseSummary[] summaries, double weeks, int threadCount)
    {
        var groups = PurchaseGroups.From(summaries);
        return new PurchaseForecasts([.. Kinds.Select(kind => PurchaseModelFitter.Fit(kind, groups, threadCount).Model)], weeks);
    }

    /// <summary>Mean of the models' expected purchases, and the customer's features: none depends on how long the base has been
    /// observed, so that what is learned on short windows holds on longer ones.</summary>
    /// <param name="summary">The customer.</param>
    /// <param name="features">Length of <see cref="Names"/>; overwritten.</param>
    public double Fill(PurchaseSummary summary, Span<float> features)
    {
        Span<double> expected = stackalloc double[_models.Length];
        var mean = 0.0;
        for (var model = 0; model < _models.Length; model++)
            mean += expected[model] = Math.Max(1e-6, _models[model].ExpectedPurchases(summary, _weeks)) / _models.Length;
        for (var model = 0; model < _models.Length; model++) features[model] = (float)Math.Log(expected[model] * _models.Length / mean);
        var purchases = summary.RepeatPurchases;
        var gap = purchases == 0 ? double.NaN : summary.RecencyWeeks / purchases;
        features[3] = (float)_models[0].ProbabilityAlive(summary);
        features[4] = (float)_models[^1].ProbabilityAlive(summary);
        features[5] = (float)Math.Log(mean / Math.Max(1, _weeks));
        features[6] = purchases;
        features[7] = summary.AgeWeeks > 0 ? (float)(summary.RecencyWeeks / summary.AgeWeeks) : 0;
        features[8] = (float)((summary.AgeWeeks - summary.RecencyWeeks) / gap);
        features[9] = purchases < 2 ? float.NaN : (float)((summary.SumLogGaps / purchases) - Math.Log(gap));
        features[10] = summary.MeanRepeatSpend > 0 ? (float)Math.Log(summary.MeanRepeatSpend) : float.NaN;
        return mean;
    }
}
