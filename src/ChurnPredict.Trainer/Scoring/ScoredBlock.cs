using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>The customers of one part of a score file.</summary>
/// <param name="Number">Which part, from 0.</param>
/// <param name="FirstCustomer">Its first customer in the whole history's order.</param>
/// <param name="Scores">One a customer.</param>
/// <param name="Plans">One a customer; null without actions.</param>
/// <param name="ComparedTiers">One a customer, to tell whose tier changed; null where everyone is written.</param>
internal sealed record ScoredBlock(
    int Number, int FirstCustomer, IReadOnlyList<CustomerScore> Scores, IReadOnlyList<ActionPlan>? Plans, IReadOnlyList<RiskTier?>? ComparedTiers);
