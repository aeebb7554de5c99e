using ChurnPredict.Retention;

namespace ChurnPredict.Trainer.Scoring;

/// <summary>Which actions a budget and the channels' capacities allow: chosen over the whole base, then looked up customer by customer.</summary>
internal sealed class PlannedBase
{
    private readonly List<PortfolioCandidate> _candidates = [];
    private HashSet<(int Customer, int Action)>? _chosen;

    /// <summary>Takes the plan of the next customers; action numbers are positions in a customer's plan.</summary>
    public void Add(int firstCustomer, IReadOnlyList<ActionPlan> plans)
    {
        for (var index = 0; index < plans.Count; index++)
        {
            for (var rank = 0; rank < plans[index].Actions.Count; rank++)
            {
                var action = plans[index].Actions[rank];
                _candidates.Add(new PortfolioCandidate(firstCustomer + index, rank, action.Action.Channel, action.NetValue, action.ExpectedCost));
            }
        }
    }

    public void Choose(PortfolioLimits limits) =>
        _chosen = [.. ActionPortfolio.Choose(_candidates, limits).Select(candidate => (candidate.Customer, candidate.Action))];

    /// <summary>The part of a customer's plan that the limits allow.</summary>
    public ActionPlan Allowed(int customer, ActionPlan plan) => _chosen is null
        ? plan
        : plan with { Actions = [.. plan.Actions.Where((_, rank) => _chosen.Contains((customer, rank)))] };
}
