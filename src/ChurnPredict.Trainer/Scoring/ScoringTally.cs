using ChurnPredict.Retention;
using ChurnPredict.Scoring;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Counts scores by tier or status while they stream by.</summary>
internal sealed class ScoringTally
{
    private readonly SortedDictionary<int, (string Name, int Customers, double Probability, double? ValueAtRisk)> _groups = [];

    public int Customers { get; private set; }

    public IReadOnlyList<ScoringGroup> Groups =>
    [
        .. _groups.Values.Select(group => new ScoringGroup(
            group.Name, group.Customers, double.IsNaN(group.Probability) ? null : group.Probability / group.Customers, group.ValueAtRisk)),
    ];

    public ActionSummary Actions { get; private set; } = new(0, 0, 0, 0);

    public void Add(CustomerScore[] scores, ActionPlan[]? plans)
    {
        foreach (var score in scores) Add(score);
        foreach (var plan in plans ?? [])
        {
            Actions = Actions with
            {
                CustomersWithAction = Actions.CustomersWithAction + (plan.Actions.Count > 0 ? 1 : 0),
                NetValue = Actions.NetValue + (plan.Actions.Count > 0 ? plan.Actions[0].NetValue : 0),
                ExpectedCost = Actions.ExpectedCost + (plan.Actions.Count > 0 ? plan.Actions[0].ExpectedCost : 0),
                Holdout = Actions.Holdout + (plan.IsHoldout ? 1 : 0),
            };
        }
    }

    private void Add(CustomerScore score)
    {
        Customers++;
        var (rank, name) = score.RiskTier is { } tier
            ? (-(int)tier, ScoreFile.TierName(tier))
            : (1 + (int)score.Status, ScoreFile.StatusName(score.Status));
        var group = _groups.TryGetValue(rank, out var found) ? found : (Name: name, Customers: 0, Probability: 0, ValueAtRisk: null);
        _groups[rank] = (
            name,
            group.Customers + 1,
            group.Probability + (score.ChurnProbability ?? double.NaN),
            score.ValueAtRisk is { } atRisk ? (group.ValueAtRisk ?? 0) + atRisk : group.ValueAtRisk);
    }
}
