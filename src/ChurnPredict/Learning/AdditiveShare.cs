using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>
/// How much of the log-odds comes from the additive model, chosen on earlier origins. Candidates are compared by the log-loss that
/// each origin's best straight line through the raw log-odds would leave: what is off in level or spread there is the calibration's
/// and the drift's affair and says nothing of which model tells customers apart.
/// </summary>
internal static class AdditiveShare
{
    /// <summary>Shares of the additive model, the trees alone first.</summary>
    public static readonly IReadOnlyList<double> Candidates = [0, 0.25, 0.5, 0.75];

    /// <summary>Log-loss that a share must win over the trees alone, for an ensemble that is larger by a part.</summary>
    private const double WorthIt = 3e-4;

    /// <summary>Chooses.</summary>
    /// <param name="origins">Out-of-time raw log-odds of the trees and of the additive model, by origin.</param>
    public static AdditiveChoice Choose(IReadOnlyList<(OutOfTimePredictions Trees, OutOfTimePredictions Additive)> origins)
    {
        var losses = Candidates.Select(share => origins.Count == 0
            ? double.NaN
            : origins.Average(origin => LossBeyondCalibration(Blend(origin.Trees, origin.Additive, share)))).ToArray();
        var best = Enumerable.Range(0, losses.Length).MinBy(index => losses[index]);
        var chosen = losses[best] < losses[0] - WorthIt ? best : 0;
        return new AdditiveChoice(Candidates[chosen], losses[0], losses[chosen]);
    }

    /// <summary>The predictions of an ensemble that is averaged with the additive model.</summary>
    public static OutOfTimePredictions Blend(OutOfTimePredictions trees, OutOfTimePredictions additive, double share) => trees with
    {
        RawLogOdds = [.. trees.RawLogOdds.Zip(additive.RawLogOdds, (one, other) => ((1 - share) * one) + (share * other))],
    };

    private static double LossBeyondCalibration(OutOfTimePredictions origin) => LogisticRegression.Fit(origin.Labels, [origin.RawLogOdds]).LogLoss;
}
