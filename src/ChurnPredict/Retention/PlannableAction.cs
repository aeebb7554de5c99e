using ChurnPredict.Labels;
using ChurnPredict.Scoring;

namespace ChurnPredict.Retention;

/// <summary>An action of the catalogue with its conditions compiled for a model and its costs in the history's currency.</summary>
internal sealed class PlannableAction
{
    private readonly Func<ActionFacts, bool> _isEligible;
    private readonly (Func<ActionFacts, bool> When, ActionUplift Uplift)[] _segments;

    public PlannableAction(RetentionAction action, ConditionNames names, double rate, ContactRules rules)
    {
        Action = action;
        ContactCost = action.ContactCost * rate;
        IncentiveCost = action.IncentiveCost * rate;
        NotBefore = rules.FirstMinute(action.Channel);
        _segments = [.. action.SegmentUplifts.Select(segment => (segment.When.Compile(names), segment.Uplift))];
        var condition = action.Eligible?.Compile(names) ?? (_ => true);
        _isEligible = action.Eligible is { MentionsStatus: true }
            ? condition
            : facts => facts.Score.Status == CustomerStatus.Scored && condition(facts);
    }

    public RetentionAction Action { get; }

    public double ContactCost { get; }

    public double IncentiveCost { get; }

    /// <summary>When the channel's day begins; null = it is quiet all day.</summary>
    public TimeOnly? NotBefore { get; }

    public bool IsEligible(ActionFacts facts) => _isEligible(facts);

    public ActionUplift UpliftFor(ActionFacts facts)
    {
        foreach (var (when, uplift) in _segments)
        {
            if (when(facts)) return uplift;
        }

        return Action.Uplift;
    }

    public bool IsOfferedIn(string? country) => Action.Countries.Count == 0 || (country is not null && Action.Countries.Contains(country));
}
