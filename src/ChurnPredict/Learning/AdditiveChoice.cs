namespace ChurnPredict.Learning;

/// <summary>How much of the log-odds the additive model gives, and why.</summary>
/// <param name="Share">0 = the trees alone, to 1.</param>
/// <param name="LossOfTrees">Mean log-loss of the trees alone on the choice origins, calibrated at best; NaN without origins.</param>
/// <param name="Loss">The same of the chosen share.</param>
internal sealed record AdditiveChoice(double Share, double LossOfTrees, double Loss)
{
    /// <summary>The trees alone, without a trial: the learner's own library could not read a blend.</summary>
    public static AdditiveChoice None { get; } = new(0, double.NaN, double.NaN);

    /// <summary>The choice in words.</summary>
    public override string ToString() => Share == 0
        ? "trees alone"
        : FormattableString.Invariant($"{Share:0%} of the log-odds from a logistic regression (log-loss {Loss:0.0000} on earlier origins, trees alone {LossOfTrees:0.0000}, each calibrated at best)");
}
