namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// The closed form. Given the orders, the hidden order rate has a gamma posterior under each hypothesis of what went on between
/// them (<see cref="HypothesisWeigher"/>). Ahead, each order renews what the customer goes by (<see cref="LeaveForecast"/>), and
/// campaigns win some back. With no touch effects and no engagement this is BG/NBD (Fader, Hardie and Lee 2005) with covariates in
/// its dropout probability. What it leaves out is stated in <c>training-data/README.md</c>. One a thread.
/// </summary>
internal sealed class TruthCalculator
{
    private readonly GenerationContext _context;
    private readonly BehaviourModel _model;
    private readonly HypothesisWeigher _weigher;
    private readonly LeaveForecast _forecast;
    private readonly OrdersAhead _orders = new();
    private readonly CancellationForecast _cancellations;
    private readonly List<double> _wonBack = [];

    public TruthCalculator(GenerationContext context)
    {
        _context = context;
        _model = context.Behaviour;
        _weigher = new HypothesisWeigher(context, new LeaveExpectation(_model));
        _forecast = new LeaveForecast(context);
        _cancellations = new CancellationForecast(_model);
    }

    /// <summary>Fills the truth of a customer as of a date.</summary>
    /// <param name="timeline">The customer's whole history; nothing at or after the date is looked at.</param>
    /// <param name="at">The date, whole days since the start.</param>
    /// <param name="truth">Overwritten.</param>
    /// <returns>False when no order was known by the date, or the contract was cancelled.</returns>
    public bool TryCalculate(CustomerTimeline timeline, int at, CustomerTruth truth)
    {
        var last = LastKnownOrder(timeline.Orders, at);
        if (last < 0 || timeline.CancelledAt < at) return false;
        var basket = new BasketPosterior(_model, timeline.Profile, timeline.Orders, last);
        var outlook = LookOut(timeline, last, at, basket);
        truth.AliveProbability = 1 - outlook.LeftShare;
        if (_context.Options.Contracts) FillContract(truth, outlook);
        else FillShop(truth, outlook);
        FillSpend(truth, outlook, basket);
        FillUplift(truth, outlook, timeline, last);
        return true;
    }

    private static int LastKnownOrder(List<Order> orders, double at)
    {
        for (var index = orders.Count - 1; index >= 0; index--)
        {
            if (orders[index].KnownAt < at) return index;
        }

        return -1;
    }

    private Outlook LookOut(CustomerTimeline timeline, int last, int at, BasketPosterior basket)
    {
        var hypotheses = _weigher.Weigh(timeline, last, at);
        var shape = _model.RateShape + last;
        _orders.Begin(shape, _forecast.After(timeline, last, at, basket, hypotheses.Sum(hypothesis => hypothesis.Weight * shape / hypothesis.Exposure)));
        return new Outlook
        {
            At = at,
            Clock = _context.Clocks[timeline.Profile.Kind],
            Hypotheses = hypotheses,
            Orders = _orders,
            Campaigns = [.. GenerationContext.CampaignsBetween(at, at + GenerationContext.LongestHorizonDays)],
            WinBack = WinBackByCampaign(timeline, timeline.Orders[last]),
            LeftAloneFrom = timeline.Orders[last].At + _model.TouchSilenceDays,
        };
    }

    private double WinBackByCampaign(CustomerTimeline timeline, Order order)
    {
        var winBack = 0.0;
        for (var action = 0; action < TouchEffects.Actions.Count; action++)
        {
            if (timeline.Profile.Allows(TouchEffects.Actions[action].Channel)) winBack += WinBack(timeline, order, action);
        }

        return winBack * _model.TouchShare * (1 - _model.ControlShare) / TouchEffects.Actions.Count;
    }

    private double WinBack(CustomerTimeline timeline, Order order, int action) =>
        TouchEffects.WinBack(action, _model.Kinds[timeline.Profile.Kind].Name, order.Experience);

    private static void FillShop(CustomerTruth truth, Outlook outlook)
    {
        for (var index = 0; index < CustomerTruth.SurvivalDays.Length; index++)
        {
            var until = outlook.At + CustomerTruth.SurvivalDays[index];
            var ahead = outlook.Clock.Between(outlook.At, until);
            truth.Survival[index] = outlook.Hypotheses.Sum(hypothesis => hypothesis.Weight * (hypothesis.HasLeft
                ? SilentThoughWonBack(outlook, hypothesis, until)
                : outlook.Orders.NoOrder(hypothesis.Exposure, ahead)));
        }

        truth.ChurnProbability = truth.Survival[Array.IndexOf(CustomerTruth.SurvivalDays, CustomerTruth.HorizonDays)];
    }

    private static double SilentThoughWonBack(Outlook outlook, Hypothesis left, int until)
    {
        var silent = 0.0;
        var stillGone = 1.0;
        foreach (var campaign in outlook.CampaignsForLeft(until))
        {
            silent += stillGone * outlook.WinBack * outlook.Orders.NoOrder(left.Exposure, outlook.Clock.Between(campaign, until));
            stillGone *= 1 - outlook.WinBack;
        }

        return silent + stillGone;
    }

    private void FillContract(CustomerTruth truth, Outlook outlook)
    {
        var cancelled = _cancellations.ByDay(outlook);
        for (var index = 0; index < CustomerTruth.SurvivalDays.Length; index++)
            truth.Survival[index] = 1 - cancelled[CustomerTruth.SurvivalDays[index]];
        truth.ChurnProbability = cancelled[CustomerTruth.HorizonDays];
    }

    private void FillSpend(CustomerTruth truth, Outlook outlook, BasketPosterior basket)
    {
        Array.Clear(truth.Spend);
        foreach (var hypothesis in outlook.Hypotheses)
        {
            if (hypothesis.HasLeft) WinBackLeft(outlook);
            else WinBackLeaving(outlook, hypothesis);
            for (var index = 0; index < CustomerTruth.SpendDays.Length; index++)
                truth.Spend[index] += hypothesis.Weight * ExpectedOrders(outlook, hypothesis, outlook.At + CustomerTruth.SpendDays[index]);
        }

        for (var index = 0; index < CustomerTruth.SpendDays.Length; index++) truth.Spend[index] *= basket.ExpectedAmount(outlook.At);
    }

    /// <summary>P(won back by each campaign) of one who has left by the date.</summary>
    private void WinBackLeft(Outlook outlook)
    {
        _wonBack.Clear();
        var stillGone = 1.0;
        foreach (var campaign in outlook.CampaignsForLeft(double.PositiveInfinity))
        {
            _wonBack.Add(stillGone * outlook.WinBack * _weigher.StillUnderContract(campaign - outlook.At));
            stillGone *= 1 - outlook.WinBack;
        }
    }

    /// <summary>P(won back by each campaign) of one who will only leave after an order to come.</summary>
    private void WinBackLeaving(Outlook outlook, Hypothesis staying)
    {
        _wonBack.Clear();
        var (left, stays, from) = (0.0, 1.0, (double)outlook.At);
        foreach (var campaign in outlook.Campaigns)
        {
            var staysUntil = outlook.Orders.Stays(staying.Exposure, outlook.Clock.Between(outlook.At, campaign));
            left = (left * _weigher.StillUnderContract(campaign - from)) + ((stays - staysUntil) * _weigher.StillUnderContract((campaign - from) / 2));
            _wonBack.Add(left * outlook.WinBack);
            left *= 1 - outlook.WinBack;
            (stays, from) = (staysUntil, campaign);
        }
    }

    /// <summary>Orders until the customer wants to leave, and those after campaigns won them back.</summary>
    private double ExpectedOrders(Outlook outlook, Hypothesis hypothesis, int until)
    {
        var orders = hypothesis.HasLeft ? 0 : outlook.Orders.Orders(hypothesis.Exposure, outlook.Clock.Between(outlook.At, until));
        for (var index = 0; index < _wonBack.Count && outlook.Campaigns[index] < until; index++)
            orders += _wonBack[index] * outlook.Orders.Orders(hypothesis.Exposure, outlook.Clock.Between(outlook.Campaigns[index], until));
        return orders;
    }

    private void FillUplift(CustomerTruth truth, Outlook outlook, CustomerTimeline timeline, int last)
    {
        var saved = outlook.Hypotheses.Sum(hypothesis => hypothesis.HasLeft ? hypothesis.Weight * Saved(outlook, hypothesis) : 0);
        for (var action = 0; action < truth.Uplift.Length; action++)
            truth.Uplift[action] = Math.Clamp(WinBack(timeline, timeline.Orders[last], action) * saved / truth.ChurnProbability, 0, 1);
    }

    /// <summary>How much less likely churn is of one who has left when a touch on the date wins them back.</summary>
    private double Saved(Outlook outlook, Hypothesis left)
    {
        if (_context.Options.Contracts) return 1 - _weigher.StillUnderContract(CustomerTruth.HorizonDays);
        var until = outlook.At + CustomerTruth.HorizonDays;
        return SilentThoughWonBack(outlook, left, until) - outlook.Orders.NoOrder(left.Exposure, outlook.Clock.Between(outlook.At, until));
    }
}
