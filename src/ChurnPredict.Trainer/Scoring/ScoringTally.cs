using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Counts scores by tier or status, part by part: sums within a part first, then over parts, so that they do not depend on
/// where a run was stopped.</summary>
internal sealed class ScoringTally
{
    private readonly SortedDictionary<int, TallyGroup> _groups = [];

    public int Customers { get; private set; }

    public int Written { get; private set; }

    public IReadOnlyList<ScoringGroup> Groups =>
        [.. _groups.Values.Select(group => new ScoringGroup(group.Name, group.Customers, group.Probability / group.Customers, group.ValueAtRisk))];

    public ActionSummary Actions { get; private set; } = new(0, 0, 0, 0);

    /// <summary>The tally of one part.</summary>
    public static PartTally Of(IReadOnlyList<CustomerScore> scores, IReadOnlyList<ActionPlan>? plans, int written)
    {
        var tally = new ScoringTally();
        foreach (var score in scores) tally.Add(GroupOf(score));
        foreach (var plan in plans ?? []) tally.Add(SummaryOf(plan));
        return new PartTally(scores.Count, written, [.. tally._groups.Values], tally.Actions);
    }

    public void Add(PartTally part)
    {
        Customers += part.Customers;
        Written += part.Written;
        foreach (var group in part.Groups) Add(group);
        Add(part.Actions);
    }

    private static TallyGroup GroupOf(CustomerScore score) => score.RiskTier is { } tier
        ? new TallyGroup(-(int)tier, ScoreFile.TierName(tier), 1, score.ChurnProbability, score.ValueAtRisk)
        : new TallyGroup(1 + (int)score.Status, ScoreFile.StatusName(score.Status), 1, score.ChurnProbability, score.ValueAtRisk);

    private static ActionSummary SummaryOf(ActionPlan plan) => plan.Actions.Count == 0
        ? new ActionSummary(0, 0, 0, plan.WhyNone == NoActionReason.Holdout ? 1 : 0)
        : new ActionSummary(1, plan.Actions[0].NetValue, plan.Actions[0].ExpectedCost, 0);

    private void Add(TallyGroup group) =>
        _groups[group.Rank] = _groups.TryGetValue(group.Rank, out var known) ? known.Plus(group) : group;

    private void Add(ActionSummary other) => Actions = new ActionSummary(
        Actions.CustomersWithAction + other.CustomersWithAction,
        Actions.NetValue + other.NetValue,
        Actions.ExpectedCost + other.ExpectedCost,
        Actions.Holdout + other.Holdout);
}
