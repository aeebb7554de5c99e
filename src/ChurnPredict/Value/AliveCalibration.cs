using ChurnPredict.Learning;

namespace ChurnPredict.Value;

/// <summary>
/// P(alive) that agrees with what later came: log-odds of being alive = intercept + slope × those of a purchase model + weight ×
/// ln(1 + repeat purchases), learned on windows inside the known time. Who was alive at a window's start stays hidden: of those alive
/// some bought nothing, of those who had stopped some were won back. When the first purchase came tells them apart: the living buy at
/// about the model's pace, the won back at one that falls the longer they have been silent (<see cref="AliveLikelihood"/>). The
/// meaning stays: not having stopped by then.
/// </summary>
/// <param name="Intercept">Log-odds added.</param>
/// <param name="Slope">Factor on the model's log-odds.</param>
/// <param name="FrequencyWeight">Log-odds for each e-fold of repeat purchases.</param>
public sealed record AliveCalibration(double Intercept, double Slope, double FrequencyWeight)
{
    private const int MaximumRows = 100_000;
    private const int FewestBuyers = 100;

    /// <summary>Leaves the model's probability as it is.</summary>
    public static AliveCalibration Identity { get; } = new(0, 1, 0);

    /// <summary>P(alive) of a customer at the end of their age.</summary>
    /// <param name="model">A model of the kind that was calibrated.</param>
    /// <param name="summary">The customer.</param>
    public double Probability(PurchaseModel model, PurchaseSummary summary)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (logit, frequency) = AliveRow.Columns(model, summary);
        return LogOdds.ToProbability(Intercept + (Slope * logit) + (FrequencyWeight * frequency));
    }

    /// <summary>Learns a calibration.</summary>
    /// <param name="windows">Windows inside the known time; the model is fitted anew before each. Longer ones tell better who buys
    /// late from who does not, shorter ones are nearer to the end.</param>
    /// <param name="kind">The model; one to which one-time buyers are alive for certain cannot be calibrated.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <returns><see cref="Identity"/> where too few customers bought, or did not buy, in the windows.</returns>
    public static AliveCalibration Learn(IReadOnlyList<PurchaseWindow> windows, PurchaseModelKind kind, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (kind is PurchaseModelKind.BgNbd or PurchaseModelKind.BgCnbdK)
            throw new ArgumentException($"{kind}: one-time buyers are alive for certain; expected Pareto/NBD or a model in which they may have stopped", nameof(kind));
        var rows = windows.Where(window => window.Summaries.Length > 0).SelectMany(window => Rows(window, kind, threadCount)).ToArray();
        var step = Math.Max(1, (rows.Length + MaximumRows - 1) / MaximumRows);
        rows = [.. rows.Where((_, row) => row % step == 0)];
        var buyers = rows.Count(row => row.Bought);
        return buyers < FewestBuyers || rows.Length - buyers < FewestBuyers ? Identity : Maximise(new AliveLikelihood(rows), threadCount);
    }

    private static AliveCalibration Maximise(AliveLikelihood likelihood, int threadCount)
    {
        var (found, _) = new LikelihoodMaximum(likelihood, threadCount).Search(AliveLikelihood.Start);
        return new AliveCalibration(Math.Log(found[0]), found[1], Math.Log(found[2]));
    }

    private static IEnumerable<AliveRow> Rows(PurchaseWindow window, PurchaseModelKind kind, int threadCount)
    {
        var model = PurchaseModelFitter.Fit(kind, PurchaseGroups.From(window.Summaries), threadCount).Model;
        return window.Summaries.Select((summary, customer) => AliveRow.From(model, summary, window.FirstWeeks[customer], window.Weeks));
    }
}
