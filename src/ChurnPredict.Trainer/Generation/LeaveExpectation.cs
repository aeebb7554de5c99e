namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// The probability of wanting to leave after an order, as far as it can be known at a date: what of the order's delivery, ticket and
/// survey has not shown by then is averaged over its distribution.
/// </summary>
internal sealed class LeaveExpectation
{
    private readonly BehaviourModel _model;
    private readonly double[] _responseHours;

    public LeaveExpectation(BehaviourModel model)
    {
        _model = model;
        _responseHours = [.. Enumerable.Range(1, ResponseTimes.Slices).Select(slice => ResponseTimes.Hours(model, slice)!.Value)];
    }

    /// <summary>After the last order known at a date.</summary>
    /// <param name="orders">The customer's orders.</param>
    /// <param name="last">The last one known.</param>
    /// <param name="at">The date, days since the start.</param>
    public double AfterLastOrder(List<Order> orders, int last, double at)
    {
        var order = orders[last];
        var isDeliveryKnown = order.DeliveredAt < at || order.PromisedAt < at;
        var isTicketKnown = order.Ticket is { } ticket ? ticket.RespondedAt < at : order.At + 8 < at;
        var isSurveyKnown = order.Survey is { } survey ? survey.At < at : order.At + 13 < at;
        if (isDeliveryKnown && isTicketKnown && isSurveyKnown) return _model.LeaveProbability(order.Experience);
        return Average(
            order.Experience with
            {
                LateOrders = order.Experience.LateOrders - (order.IsLate ? 1 : 0),
                ResponseHours = LastOpinion.ResponseHours(orders, last - 1, order.At, _model.TicketMemoryDays),
                Answer = LastOpinion.Answer(orders, last - 1),
            },
            isDeliveryKnown ? order.IsLate : null,
            isTicketKnown ? (order.Ticket?.ResponseHours, true) : (null, false),
            isSurveyKnown ? (order.Survey?.Score is { } score ? Survey.ClassOf(score) : AnswerClass.None, true) : (AnswerClass.None, false));
    }

    /// <summary>Averages over what is not known.</summary>
    /// <param name="carried">The experience as it stands without the order's own delivery, ticket and answer.</param>
    /// <param name="late">Whether it was late; null = not known.</param>
    /// <param name="ticket">Hours to the response, null = no ticket; and whether that is known.</param>
    /// <param name="survey">The answer, none = no answer; and whether that is known.</param>
    private double Average(
        in Experience carried, bool? late, (double? Hours, bool IsKnown) ticket, (AnswerClass Answer, bool IsKnown) survey)
    {
        if (late is { } known) return AverageTickets(carried with { LateOrders = carried.LateOrders + (known ? 1 : 0) }, known, ticket, survey);
        var onTime = AverageTickets(carried, false, ticket, survey);
        var delayed = AverageTickets(carried with { LateOrders = carried.LateOrders + 1 }, true, ticket, survey);
        return onTime + (_model.LateShare * (delayed - onTime));
    }

    private double AverageTickets(
        in Experience carried, bool isLate, (double? Hours, bool IsKnown) ticket, (AnswerClass Answer, bool IsKnown) survey)
    {
        if (ticket.IsKnown) return AverageAnswers(carried with { ResponseHours = ticket.Hours ?? carried.ResponseHours }, isLate, ticket.Hours, survey);
        var share = _model.TicketShare + (isLate ? _model.LateTicketShare : 0);
        var sum = 0.0;
        foreach (var hours in _responseHours) sum += AverageAnswers(carried with { ResponseHours = hours }, isLate, hours, survey);
        return ((1 - share) * AverageAnswers(carried, isLate, null, survey)) + (share * sum / _responseHours.Length);
    }

    private double AverageAnswers(in Experience carried, bool isLate, double? hours, (AnswerClass Answer, bool IsKnown) survey)
    {
        if (survey.IsKnown)
            return _model.LeaveProbability(survey.Answer == AnswerClass.None ? carried : carried with { Answer = survey.Answer });
        var (detractor, promoter) = _model.AnswerShares(isLate, hours);
        var answered = (detractor * _model.LeaveProbability(carried with { Answer = AnswerClass.Detractor }))
            + (promoter * _model.LeaveProbability(carried with { Answer = AnswerClass.Promoter }))
            + ((1 - detractor - promoter) * _model.LeaveProbability(carried with { Answer = AnswerClass.Passive }));
        var share = _model.SurveyShare * _model.AnswerShare;
        return ((1 - share) * _model.LeaveProbability(carried)) + (share * answered);
    }
}
