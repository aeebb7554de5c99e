using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Scoring;

namespace ChurnPredict.Retention;

/// <summary>
/// Plans what is worth doing for a customer: the eligible actions by net value = relative uplift × value at risk − contact cost −
/// P(redeem) × incentive cost, within consent, countries, cooldown, contact limits and quiet hours. Thread-safe; made once a
/// model and history. Batch and server both come here, so their plans are the same.
/// </summary>
public sealed class ActionPlanner
{
    private readonly ActionCatalogue _catalogue;
    private readonly RetentionOptions _options;
    private readonly ContactRules _rules;
    private readonly HoldoutGroup _holdout;
    private readonly PlannableAction[] _actions;

    /// <summary>Makes a planner.</summary>
    /// <param name="catalogue">The actions.</param>
    /// <param name="schema">The features of the scores that will be planned for.</param>
    /// <param name="description">The history's currency, contact limits and quiet hours; those of the catalogue stand in for limits and
    /// hours that it lacks.</param>
    /// <param name="options">How to plan; null = the defaults.</param>
    /// <exception cref="InvalidCustomerDataException">A condition names a feature that neither the model nor the dictionary has, or the
    /// catalogue's costs cannot be converted.</exception>
    public ActionPlanner(ActionCatalogue catalogue, FeatureSchema schema, HistoryDescription description, RetentionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(description);
        _catalogue = catalogue;
        _options = options ?? new RetentionOptions();
        _rules = new ContactRules(description, catalogue);
        _holdout = new HoldoutGroup(_options.HoldoutName, _options.HoldoutShare);
        var names = new ConditionNames(schema);
        var rate = catalogue.RateTo(description.Currency);
        _actions = [.. catalogue.Actions.Select(action => Prepare(action, names, rate))];
    }

    /// <summary>Plans for one customer.</summary>
    /// <param name="score">The customer's score with value and segments, computed with the planner's schema.</param>
    /// <param name="history">The customer; nothing at or after the score's date is looked at.</param>
    public ActionPlan Plan(CustomerScore score, CustomerHistory history)
    {
        ArgumentNullException.ThrowIfNull(score);
        var isHoldout = IsHoldout(history);
        if (score.Status == CustomerStatus.InsufficientHistory) return None(NoActionReason.InsufficientHistory, isHoldout);
        if (score is { Status: CustomerStatus.AlreadyChurned, ReactivationProbability: null }) return None(NoActionReason.UnknownReturn, isHoldout);
        if (ValueAtRisk(score) is not { } valueAtRisk) return None(NoActionReason.UnknownValue, isHoldout);
        // Last, since whoever could get no action anyway has none held back.
        if (isHoldout) return None(NoActionReason.Holdout, true);
        var candidates = Candidates(score, history, valueAtRisk);
        if (candidates.Count == 0) return None(NoActionReason.NoneEligible, false);
        var chosen = Choose(candidates, score, history);
        return chosen.Count > 0 ? new ActionPlan { Actions = chosen } : NoneOf(candidates);
    }

    /// <summary>Whether the customer belongs to the group that gets no action.</summary>
    /// <param name="history">The customer.</param>
    public bool IsHoldout(CustomerHistory history) => _holdout.Contains(history.Store.Ids.Utf8(history.Customer));

    private static ActionPlan None(NoActionReason reason, bool isHoldout) => new() { WhyNone = reason, IsHoldout = isHoldout };

    private static double? ValueAtRisk(CustomerScore score) => score.Status == CustomerStatus.Scored
        ? score.ValueAtRisk ?? (score.ChurnProbability * score.ValueIfRetained)
        : (1 - score.ReactivationProbability) * score.ValueIfRetained;

    private PlannableAction Prepare(RetentionAction action, ConditionNames names, double rate)
    {
        try
        {
            return new PlannableAction(action, names, rate, _rules);
        }
        catch (FormatException exception)
        {
            throw new InvalidCustomerDataException($"action catalogue, {action.Id}, eligible: found {exception.Message}, expected a feature of the model", exception);
        }
    }

    /// <summary>Every action that the customer is eligible for, with what keeps it from being done, in the catalogue's order.</summary>
    private List<PlannedAction> Candidates(CustomerScore score, CustomerHistory history, double valueAtRisk)
    {
        var facts = new ActionFacts(score);
        var customers = history.Store.Customers;
        var row = customers?.RowAsOf(history.Customer, score.AsOf.Instant);
        var country = row is { } known && customers!.Country is { } codes ? history.Store.Vocabularies.Countries.WordOf(codes[known]) : null;
        var candidates = new List<PlannedAction>();
        foreach (var action in _actions)
        {
            if (!action.IsEligible(facts)) continue;
            var planned = new PlannedAction(score, history, _catalogue)
            {
                Action = action.Action,
                Uplift = action.UpliftFor(facts),
                ValueAtRisk = valueAtRisk,
                ContactCost = action.ContactCost,
                IncentiveCost = action.IncentiveCost,
                NotBefore = action.NotBefore ?? TimeOnly.MinValue,
            };
            candidates.Add(planned with { Obstacle = ObstacleTo(action, planned, customers, row, country) });
        }

        return candidates;
    }

    private static ActionObstacle? ObstacleTo(PlannableAction action, PlannedAction planned, CustomerTable? customers, int? row, string? country)
    {
        if (!(planned.NetValue > 0)) return ActionObstacle.DoesNotPay;
        if (!action.IsOfferedIn(country)) return ActionObstacle.Country;
        if (action.Action.RequiresConsent && !ContactRules.HasConsent(customers, row, action.Action.Channel)) return ActionObstacle.NoConsent;
        if (action.NotBefore is null) return ActionObstacle.QuietHours;
        return ContactRules.WasDone(planned.History, planned.Score.AsOf, action.Action.Id, action.Action.CooldownDays)
            ? ActionObstacle.Cooldown
            : null;
    }

    /// <summary>The best actions that pay and are allowed, as many as the contact limits leave; candidates that the limits stop are
    /// marked so.</summary>
    private List<PlannedAction> Choose(List<PlannedAction> candidates, CustomerScore score, CustomerHistory history)
    {
        candidates.Sort(ByNetValue);
        var remaining = _rules.Remaining(history, score.AsOf);
        var chosen = new List<PlannedAction>();
        for (var index = 0; index < candidates.Count && chosen.Count < _options.MaximumActions; index++)
        {
            var candidate = candidates[index];
            if (candidate.Obstacle is not null) continue;
            if (!_rules.Allows(remaining, candidate.Action.Channel))
            {
                candidates[index] = candidate with { Obstacle = ActionObstacle.ContactLimit };
                continue;
            }

            _rules.Take(remaining, candidate.Action.Channel);
            chosen.Add(candidate);
        }

        return chosen;
    }

    private static ActionPlan NoneOf(List<PlannedAction> candidates)
    {
        var closest = candidates[0];
        var reason = closest.Obstacle == ActionObstacle.DoesNotPay ? NoActionReason.NothingPays : NoActionReason.NoneAllowed;
        return new ActionPlan { WhyNone = reason, Closest = closest };
    }

    /// <summary>Highest net value first; of equals, the first by id, since the sort is not stable.</summary>
    private static int ByNetValue(PlannedAction left, PlannedAction right)
    {
        var order = right.NetValue.CompareTo(left.NetValue);
        return order != 0 ? order : string.CompareOrdinal(left.Action.Id, right.Action.Id);
    }
}
