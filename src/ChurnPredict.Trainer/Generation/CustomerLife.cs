namespace ChurnPredict.Trainer.Generation;

/// <summary>Lives through one customer's history by the behavioural model.</summary>
internal sealed class CustomerLife(GenerationContext context, RandomStream random)
{
    private const double MinutesPerDay = 24 * 60;

    /// <summary>Deliveries are promised until six in the evening of the day after, or three days after for others than premium.</summary>
    private const double DeliveryHour = 0.75;

    private readonly BehaviourModel _model = context.Behaviour;

    /// <summary>Fills the timeline, which has begun with the customer's profile.</summary>
    public void Live(CustomerTimeline timeline)
    {
        var profile = timeline.Profile;
        var clock = context.Clocks[profile.Kind];
        var at = profile.FirstOrderAt;
        VisitBetween(timeline, profile.SignedUpAt, at, 1);
        while (at < context.Days && timeline.CancelledAt is null)
        {
            var order = PlaceOrder(timeline, at);
            timeline.Orders.Add(order);
            var isLeaving = random.Chance(_model.LeaveProbability(order.Experience));
            at = isLeaving ? LeaveOrComeBack(timeline, order) : StayUntilNext(timeline, order, clock);
        }
    }

    /// <summary>When something that happens at a time reaches the tables: within minutes, or days late.</summary>
    public double Known(double at) =>
        at + (random.Chance(_model.LateRowShare) ? random.Uniform(1, 8) : random.Uniform(1, 15) / MinutesPerDay);

    private double StayUntilNext(CustomerTimeline timeline, Order order, SeasonClock clock)
    {
        var next = clock.Advance(order.At, random.Exponential() / timeline.Profile.OrdersPerDay);
        var until = Math.Min(next, context.Days);
        foreach (var campaign in Campaigns(order.At, until))
        {
            if (DrawTouch(timeline, order, campaign) is { } touch) timeline.Touches.Add(Redeemed(touch, next));
        }

        VisitBetween(timeline, order.At, until, 1);
        return next;
    }

    /// <summary>The customer wants to leave: orders nothing, looks around less, and with a contract cancels; unless won back.</summary>
    /// <returns>When they order again; +∞ = not in this history.</returns>
    private double LeaveOrComeBack(CustomerTimeline timeline, Order order)
    {
        var cancelsAt = context.Options.Contracts
            ? order.At + (_model.CancellationDelayDays * random.Exponential())
            : double.PositiveInfinity;
        var until = Math.Min(cancelsAt, context.Days);
        foreach (var campaign in Campaigns(order.At, until))
        {
            if (DrawTouch(timeline, order, campaign) is not { } touch) continue;
            if (random.Chance(touch.WinBack)) return ComeBack(timeline, order, touch);
            timeline.Touches.Add(touch);
        }

        FadeBetween(timeline, order.At, until);
        if (cancelsAt < context.Days) timeline.CancelledAt = cancelsAt;
        return double.PositiveInfinity;
    }

    private double ComeBack(CustomerTimeline timeline, Order order, Touch touch)
    {
        FadeBetween(timeline, order.At, touch.At);
        var next = context.Clocks[timeline.Profile.Kind].Advance(touch.At, random.Exponential() / timeline.Profile.OrdersPerDay);
        timeline.Touches.Add(Redeemed(touch, next));
        var until = Math.Min(next, context.Days);
        foreach (var campaign in Campaigns(touch.At, until))
        {
            if (campaign - order.At > _model.TouchSilenceDays) break;
            if (DrawTouch(timeline, order, campaign) is { } later) timeline.Touches.Add(Redeemed(later, next));
        }

        VisitBetween(timeline, touch.At, until, 1);
        return next;
    }

    private IEnumerable<double> Campaigns(double from, double until) =>
        GenerationContext.CampaignsBetween(from, Math.Min(until, from + _model.TouchSilenceDays));

    private Touch? DrawTouch(CustomerTimeline timeline, Order order, double at)
    {
        if (!random.Chance(_model.TouchShare)) return null;
        var action = random.Index(TouchEffects.Actions.Count);
        var isControl = random.Chance(_model.ControlShare);
        if (!timeline.Profile.Allows(TouchEffects.Actions[action].Channel)) return null;
        var winBack = TouchEffects.WinBack(action, _model.Kinds[timeline.Profile.Kind].Name, order.Experience);
        return new Touch(at, action, isControl, isControl ? 0 : winBack);
    }

    private Touch Redeemed(Touch touch, double nextOrderAt)
    {
        var isRedeemed = TouchEffects.Actions[touch.Action].IsOffer && !touch.IsControl
            && nextOrderAt < Math.Min(touch.At + 30, context.Days) && random.Chance(0.6);
        return isRedeemed ? touch with { RedeemedAt = nextOrderAt } : touch;
    }

    private Order PlaceOrder(CustomerTimeline timeline, double at)
    {
        var profile = timeline.Profile;
        var rise = profile.PriceRiseIn(at);
        var amount = Math.Exp(profile.BasketLog + (_model.OrderSpread * random.Normal())) * (1 + (rise / 100.0));
        var promised = Math.Floor(at) + (profile.IsPremium ? 1 : 3) + DeliveryHour;
        var isLate = random.Chance(_model.LateShare);
        var delivered = isLate ? promised + 0.5 + Math.Min(6, 1.5 * random.Exponential()) : promised - random.Uniform(0, 0.4);
        var ticket = DrawTicket(at, isLate);
        var survey = DrawSurvey(at, isLate, ticket);
        return new Order
        {
            At = at,
            KnownAt = Known(at),
            Amount = Math.Round(amount),
            PromisedAt = promised,
            DeliveredAt = delivered,
            Ticket = ticket,
            Survey = survey,
            Experience = ExperienceOf(timeline, at, Math.Round(amount), isLate, ticket, survey),
        };
    }

    private Ticket? DrawTicket(double at, bool isLate)
    {
        if (!random.Chance(_model.TicketShare + (isLate ? _model.LateTicketShare : 0))) return null;
        var opened = at + random.Uniform(1, 8);
        var hours = Math.Clamp(_model.ResponseMedianHours * Math.Exp(_model.ResponseSpread * random.Normal()), 0.1, 120);
        var responded = opened + (hours / 24);
        return new Ticket(opened, responded, responded + (1.5 * random.Exponential()));
    }

    private Survey? DrawSurvey(double at, bool isLate, Ticket? ticket)
    {
        if (!random.Chance(_model.SurveyShare)) return null;
        var asked = at + 10;
        if (!random.Chance(_model.AnswerShare)) return new Survey(asked, null);
        var answer = _model.MeanAnswer(isLate, ticket?.ResponseHours) + (_model.AnswerSpread * random.Normal());
        return new Survey(asked + random.Uniform(0, 3), (int)Math.Clamp(Math.Round(answer), 0, 10));
    }

    private Experience ExperienceOf(CustomerTimeline timeline, double at, double amount, bool isLate, Ticket? ticket, Survey? survey)
    {
        var profile = timeline.Profile;
        var orders = timeline.Orders;
        var spend = amount;
        for (var index = orders.Count - 1; index >= 0 && orders[index].At > at - 365; index--) spend += orders[index].Amount;
        var lateOrders = isLate ? 1 : 0;
        for (var index = orders.Count - 1; index >= Math.Max(0, orders.Count - 2); index--) lateOrders += orders[index].IsLate ? 1 : 0;
        return new Experience
        {
            Kind = profile.Kind,
            IsPremium = profile.IsPremium,
            OrderNumber = orders.Count + 1,
            Rank = context.RankOf(spend),
            PriceRisePercent = profile.PriceRiseIn(at),
            LateOrders = lateOrders,
            ResponseHours = ticket?.ResponseHours ?? LastOpinion.ResponseHours(orders, orders.Count - 1, at, _model.TicketMemoryDays),
            Answer = survey?.Score is { } score ? Survey.ClassOf(score) : LastOpinion.Answer(orders, orders.Count - 1),
        };
    }

    private void FadeBetween(CustomerTimeline timeline, double from, double until)
    {
        var faded = from + _model.FadeDays;
        VisitBetween(timeline, from, Math.Min(until, faded), _model.FadedEngagement);
        if (until > faded) VisitBetween(timeline, faded, until, _model.SilentEngagement);
    }

    private void VisitBetween(CustomerTimeline timeline, double from, double until, double share)
    {
        var perDay = _model.Kinds[timeline.Profile.Kind].VisitsPerDay * share;
        for (var at = from + (random.Exponential() / perDay); at < until; at += random.Exponential() / perDay)
        {
            var kind = (byte)ProfileMaker.Pick(Wording.VisitShares, random);
            timeline.Visits.Add(new Visit(at, Known(at), kind, (float)Math.Round(8 * random.Exponential(), 1)));
        }
    }
}
