namespace ChurnPredict.Trainer.Generation;

/// <summary>One way in which an order may turn out, as far as it moves the customer.</summary>
/// <param name="Probability">The same for every customer.</param>
/// <param name="IsLate">Whether it is delivered late.</param>
/// <param name="ResponseSlice">0 = no ticket, else 1 + the slice of <see cref="ResponseTimes"/> that the first response falls into.</param>
/// <param name="Answer">The answer to the NPS question; none = not asked or not answered.</param>
internal readonly record struct OrderOutcome(double Probability, bool IsLate, int ResponseSlice, AnswerClass Answer)
{
    /// <summary>All outcomes; probabilities add up to 1.</summary>
    public static IReadOnlyList<OrderOutcome> All(BehaviourModel model)
    {
        var outcomes = new List<OrderOutcome>();
        foreach (var isLate in new[] { false, true })
        {
            var lateShare = isLate ? model.LateShare : 1 - model.LateShare;
            var ticketShare = model.TicketShare + (isLate ? model.LateTicketShare : 0);
            for (var slice = 0; slice <= ResponseTimes.Slices; slice++)
            {
                var share = lateShare * (slice == 0 ? 1 - ticketShare : ticketShare / ResponseTimes.Slices);
                AddAnswers(model, new OrderOutcome(share, isLate, slice, AnswerClass.None), outcomes);
            }
        }

        return outcomes;
    }

    private static void AddAnswers(BehaviourModel model, OrderOutcome unanswered, List<OrderOutcome> outcomes)
    {
        var answered = unanswered.Probability * model.SurveyShare * model.AnswerShare;
        var (detractor, promoter) = model.AnswerShares(unanswered.IsLate, ResponseTimes.Hours(model, unanswered.ResponseSlice));
        outcomes.Add(unanswered with { Probability = unanswered.Probability - answered });
        outcomes.Add(unanswered with { Probability = answered * detractor, Answer = AnswerClass.Detractor });
        outcomes.Add(unanswered with { Probability = answered * (1 - detractor - promoter), Answer = AnswerClass.Passive });
        outcomes.Add(unanswered with { Probability = answered * promoter, Answer = AnswerClass.Promoter });
    }
}
