using ChurnPredict.Scoring;

namespace ChurnPredict.Learning;

/// <summary>Churn probabilities from which each tier begins.</summary>
/// <param name="Medium">From here on <see cref="RiskTier.Medium"/>.</param>
/// <param name="High">From here on <see cref="RiskTier.High"/>; at least <paramref name="Medium"/>.</param>
/// <param name="Critical">From here on <see cref="RiskTier.Critical"/>; at least <paramref name="High"/>.</param>
public sealed record RiskTierCutOffs(double Medium, double High, double Critical)
{
    /// <summary>Share of the distance to 0 or 1 by which a customer must cross a cut-off before the tier of the last score changes.</summary>
    public const double HysteresisShare = 0.05;

    /// <summary>Cut-offs by share of the base: 70 % low, 20 % medium, 7 % high, 3 % critical.</summary>
    /// <param name="probabilities">Churn probabilities of a base; at least one.</param>
    public static RiskTierCutOffs ByShare(IEnumerable<double> probabilities)
    {
        var sorted = probabilities.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(probabilities));
        double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length))];
        return new RiskTierCutOffs(At(0.70), At(0.90), At(0.97));
    }

    /// <summary>The tier of a probability; with a tier from before, that one holds until a cut-off is clearly crossed.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <param name="before">The tier of the previous score; null = none.</param>
    public RiskTier TierOf(double probability, RiskTier? before = null)
    {
        var plain = PlainTier(probability);
        if (before is not { } held || plain == held) return plain;
        var slack = HysteresisShare * Math.Min(probability, 1 - probability);
        var calmer = PlainTier(probability - slack);
        var riskier = PlainTier(probability + slack);
        return held >= calmer && held <= riskier ? held : plain;
    }

    private RiskTier PlainTier(double probability) =>
        probability >= Critical ? RiskTier.Critical
        : probability >= High ? RiskTier.High
        : probability >= Medium ? RiskTier.Medium
        : RiskTier.Low;
}
