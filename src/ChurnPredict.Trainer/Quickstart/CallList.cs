using ChurnPredict.History;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using ChurnPredict.Texts;
using ChurnPredict.Trainer.Training;

namespace ChurnPredict.Trainer.Quickstart;

/// <summary>The customers with most at risk of those who may be contacted, with the words that a caller needs.</summary>
internal static class CallList
{
    private const int Customers = 20;
    private const int Reasons = 2;

    public static IReadOnlyList<CustomerCall> Make(HistorySource source, TrainingOutcome outcome, string language, int threadCount)
    {
        var scorer = new CustomerScorer(outcome.Model, outcome.ModelId, source.Description);
        var planner = new ActionPlanner(ActionCatalogue.ReadBuiltIn(), outcome.Model.Schema, source.Description);
        var texts = LanguageTexts.For(language);
        var best = new List<(CustomerScore Score, ActionPlan Plan)>();
        foreach (var part in source.Parts())
        {
            var scores = scorer.ScoreRange(part, 0, part.CustomerCount, source.DayAfterLastEvent, ScoreParts.All, threadCount);
            var top = Enumerable.Range(0, scores.Length)
                .Where(customer => scores[customer].ChurnProbability is not null)
                .OrderByDescending(customer => scores[customer].ValueAtRisk ?? scores[customer].ChurnProbability)
                .Select(customer => (Score: scores[customer], Plan: planner.Plan(scores[customer], part.Customer(customer))))
                .Where(one => MayBeContacted(one.Plan))
                .Take(Customers);
            best.AddRange(top);
        }

        return [.. best.OrderByDescending(one => one.Score.ValueAtRisk ?? one.Score.ChurnProbability).Take(Customers).Select(one => Describe(one.Score, one.Plan, scorer, texts, source))];
    }

    /// <summary>A call would spoil the measurement for the holdout group, and break consent or limits where those forbid all actions.</summary>
    private static bool MayBeContacted(ActionPlan plan) => plan is { IsHoldout: false, WhyNone: not NoActionReason.NoneAllowed };

    private static CustomerCall Describe(CustomerScore score, ActionPlan plan, CustomerScorer scorer, LanguageTexts texts, HistorySource source)
    {
        var reasons = score.Reasons.SkipLast(2).Where(reason => reason.Contribution > 0).Take(Reasons)
            .Select(reason => texts.Reason(scorer.Schema, reason, source.Description.Currency)).ToArray();
        var action = plan.Actions.Count > 0 ? plan.Actions[0].Title(texts.Language) : plan.Explain(texts.Language) ?? "";
        return new CustomerCall(
            score.CustomerId,
            score.ChurnProbability!.Value,
            ScoreFile.TierName(score.RiskTier!.Value),
            score.ValueAtRisk,
            reasons,
            action,
            plan.Actions.Count > 0 ? plan.Actions[0].NetValue : null);
    }
}
