namespace ChurnPredict.Trainer.Quickstart;

/// <summary>A customer to call.</summary>
/// <param name="CustomerId">Who.</param>
/// <param name="ChurnProbability">Probability of leaving within the horizon.</param>
/// <param name="RiskTier">As contracts spell it.</param>
/// <param name="ValueAtRisk">In the history's currency; null when margin is unknown.</param>
/// <param name="Reasons">The strongest reasons that raise the risk, in words.</param>
/// <param name="Action">What is worth doing, in words; why nothing is, where nothing is.</param>
/// <param name="NetValue">What the action is expected to bring after its cost; null without one.</param>
internal sealed record CustomerCall(
    string CustomerId, double ChurnProbability, string RiskTier, double? ValueAtRisk, IReadOnlyList<string> Reasons, string Action, double? NetValue);
