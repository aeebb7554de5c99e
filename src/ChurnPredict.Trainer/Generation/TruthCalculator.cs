namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// The closed form. Given the orders, the hidden order rate has a gamma posterior; the silence since the last order has one
/// hypothesis for staying, one for having left then, and one for each touch since that may have won the customer back. Weights
/// follow from the leave probability, the gamma likelihood of the silence and the Poisson likelihood of the engagement since. With
/// no touch effects and no engagement this is BG/NBD (Fader, Hardie and Lee 2005) with covariates in its dropout probability.
/// What it leaves out is stated in <c>training-data/README.md</c>.
/// </summary>
internal sealed class TruthCalculator
{
    private readonly GenerationContext _context;
    private readonly BehaviourModel _model;
    private readonly LeaveExpectation _leave;
    private readonly List<Hypothesis> _alive = [];
    private readonly List<(double At, double WinBack)> _campaigns = [];
    private readonly double[] _cancelled = new double[GenerationContext.LongestHorizonDays + 1];

    public TruthCalculator(GenerationContext context)
    {
        _context = context;
        _model = context.Behaviour;
        _leave = new LeaveExpectation(_model);
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
        var posterior = new RatePosterior(_model, _context.Clocks[timeline.Profile.Kind], timeline.Profile, timeline.Orders, last);
        var left = WeighHypotheses(timeline, last, at, posterior);
        FindCampaigns(timeline, timeline.Orders[last], at);
        truth.AliveProbability = 1 - left.Weight;
        var leavesNext = _leave.AfterNextOrder(timeline.Orders, last, timeline.Profile.PriceRiseIn(at));
        if (_context.Options.Contracts) FillContract(truth, posterior, left, at, leavesNext);
        else FillShop(truth, posterior, left, at);
        FillSpend(truth, posterior, left, at, leavesNext);
        FillUplift(timeline, truth, posterior, left, at, last);
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

    private Hypothesis WeighHypotheses(CustomerTimeline timeline, int last, int at, RatePosterior posterior)
    {
        var order = timeline.Orders[last];
        var clock = posterior.Clock;
        var leave = _leave.AfterLastOrder(timeline.Orders, last, at);
        _alive.Clear();
        var stayed = posterior.Exposure + clock.Between(order.At, at);
        _alive.Add(new Hypothesis((1 - leave) * posterior.SilenceLikelihood(stayed), stayed));
        var stillGone = leave;
        foreach (var touch in timeline.Touches)
        {
            if (touch.At <= order.At || touch.At >= at || touch.WinBack == 0) continue;
            var exposure = posterior.Exposure + clock.Between(touch.At, at);
            var weight = stillGone * touch.WinBack * posterior.SilenceLikelihood(exposure)
                * FadeLikelihood(timeline, order.At, touch.At) * StillUnderContract(touch.At - order.At);
            _alive.Add(new Hypothesis(weight, exposure));
            stillGone *= 1 - touch.WinBack;
        }

        var gone = stillGone * FadeLikelihood(timeline, order.At, at) * StillUnderContract(at - order.At);
        return Normalise(new Hypothesis(gone, posterior.Exposure));
    }

    private Hypothesis Normalise(Hypothesis left)
    {
        var total = left.Weight + _alive.Sum(hypothesis => hypothesis.Weight);
        for (var index = 0; index < _alive.Count; index++) _alive[index] = _alive[index] with { Weight = _alive[index].Weight / total };
        return left with { Weight = left.Weight / total };
    }

    private double StillUnderContract(double days) => _context.Options.Contracts ? Math.Exp(-days / _model.CancellationDelayDays) : 1;

    /// <summary>How much likelier the engagement between two instants is for one who has left than for one who has not.</summary>
    private double FadeLikelihood(CustomerTimeline timeline, double from, double until)
    {
        var perDay = _model.Kinds[timeline.Profile.Kind].VisitsPerDay;
        var faded = from + _model.FadeDays;
        var inFade = 0;
        var afterFade = 0;
        for (var index = timeline.Visits.Count - 1; index >= 0 && timeline.Visits[index].At > from; index--)
        {
            if (timeline.Visits[index].At >= until || timeline.Visits[index].KnownAt >= until) continue;
            if (timeline.Visits[index].At < faded) inFade++;
            else afterFade++;
        }

        var fadeDays = Math.Min(until, faded) - from;
        var silentDays = Math.Max(0, until - faded);
        return Math.Exp(
            (inFade * Math.Log(_model.FadedEngagement)) + ((1 - _model.FadedEngagement) * perDay * fadeDays)
            + (afterFade * Math.Log(_model.SilentEngagement)) + ((1 - _model.SilentEngagement) * perDay * silentDays));
    }

    /// <summary>Future campaigns, and the probability that each wins the customer back if they have left.</summary>
    private void FindCampaigns(CustomerTimeline timeline, Order order, int at)
    {
        _campaigns.Clear();
        var until = Math.Min(at + GenerationContext.LongestHorizonDays, order.At + _model.TouchSilenceDays);
        var winBack = 0.0;
        for (var action = 0; action < TouchEffects.Actions.Count; action++)
        {
            if (timeline.Profile.Allows(TouchEffects.Actions[action].Channel)) winBack += WinBack(timeline, order, action);
        }

        winBack *= _model.TouchShare * (1 - _model.ControlShare) / TouchEffects.Actions.Count;
        foreach (var campaign in GenerationContext.CampaignsBetween(at, until)) _campaigns.Add((campaign, winBack));
    }

    private double WinBack(CustomerTimeline timeline, Order order, int action) =>
        TouchEffects.WinBack(action, _model.Kinds[timeline.Profile.Kind].Name, order.Experience);

    private void FillShop(CustomerTruth truth, RatePosterior posterior, Hypothesis left, int at)
    {
        for (var index = 0; index < CustomerTruth.SurvivalDays.Length; index++)
        {
            var until = at + CustomerTruth.SurvivalDays[index];
            var ahead = posterior.Clock.Between(at, until);
            var silent = left.Weight * SilentThoughWonBack(posterior, left, until);
            foreach (var hypothesis in _alive) silent += hypothesis.Weight * posterior.NoOrder(hypothesis.Exposure, ahead);
            truth.Survival[index] = silent;
        }

        truth.ChurnProbability = truth.Survival[Array.IndexOf(CustomerTruth.SurvivalDays, CustomerTruth.HorizonDays)];
    }

    private double SilentThoughWonBack(RatePosterior posterior, Hypothesis left, int until)
    {
        var silent = 0.0;
        var stillGone = 1.0;
        foreach (var (campaignAt, winBack) in _campaigns)
        {
            if (campaignAt >= until) break;
            silent += stillGone * winBack * posterior.NoOrder(left.Exposure, posterior.Clock.Between(campaignAt, until));
            stillGone *= 1 - winBack;
        }

        return silent + stillGone;
    }

    private void FillContract(CustomerTruth truth, RatePosterior posterior, Hypothesis left, int at, double leavesNext)
    {
        CancellationsByDay(posterior, left, at, leavesNext);
        for (var index = 0; index < CustomerTruth.SurvivalDays.Length; index++)
            truth.Survival[index] = 1 - _cancelled[CustomerTruth.SurvivalDays[index]];
        truth.ChurnProbability = _cancelled[CustomerTruth.HorizonDays];
    }

    /// <summary>P(cancelled by day d). Those who want to leave now cancel at a steady rate unless won back; the others first have to
    /// want to, after an order. Each day's step is exact for a share that is constant over the day.</summary>
    private void CancellationsByDay(RatePosterior posterior, Hypothesis left, int at, double leavesNext)
    {
        var staysADay = Math.Exp(-1 / _model.CancellationDelayDays);
        var leaving = left.Weight;
        var newlyLeft = 0.0;
        var campaign = 0;
        _cancelled[0] = 0;
        for (var day = 1; day < _cancelled.Length; day++)
        {
            var leftByNow = LeftBy(posterior, at, day, leavesNext);
            leaving += leftByNow - newlyLeft;
            newlyLeft = leftByNow;
            _cancelled[day] = _cancelled[day - 1] + (leaving * (1 - staysADay));
            leaving *= staysADay;
            for (; campaign < _campaigns.Count && _campaigns[campaign].At < at + day; campaign++)
                leaving *= 1 - _campaigns[campaign].WinBack;
        }
    }

    /// <summary>P(a customer who does not want to leave now wants to by the middle of a day).</summary>
    private double LeftBy(RatePosterior posterior, int at, int day, double leavesNext)
    {
        var ahead = posterior.Clock.Between(at, at + day - 0.5) * leavesNext;
        var sum = 0.0;
        foreach (var hypothesis in _alive) sum += hypothesis.Weight * (1 - posterior.NoOrder(hypothesis.Exposure, ahead));
        return sum;
    }

    private void FillSpend(CustomerTruth truth, RatePosterior posterior, Hypothesis left, int at, double leavesNext)
    {
        var amount = posterior.ExpectedAmount(at);
        for (var index = 0; index < CustomerTruth.SpendDays.Length; index++)
        {
            var until = at + CustomerTruth.SpendDays[index];
            var ahead = posterior.Clock.Between(at, until);
            var orders = 0.0;
            foreach (var hypothesis in _alive) orders += hypothesis.Weight * posterior.ExpectedOrders(hypothesis.Exposure, ahead, leavesNext);
            var stillGone = left.Weight;
            foreach (var (campaignAt, winBack) in _campaigns)
            {
                if (campaignAt >= until) break;
                var back = stillGone * winBack * StillUnderContract(campaignAt - at);
                orders += back * posterior.ExpectedOrders(left.Exposure, posterior.Clock.Between(campaignAt, until), leavesNext);
                stillGone *= 1 - winBack;
            }

            truth.Spend[index] = orders * amount;
        }
    }

    private void FillUplift(CustomerTimeline timeline, CustomerTruth truth, RatePosterior posterior, Hypothesis left, int at, int last)
    {
        var ahead = posterior.Clock.Between(at, at + CustomerTruth.HorizonDays);
        var saved = _context.Options.Contracts
            ? 1 - Math.Exp(-CustomerTruth.HorizonDays / _model.CancellationDelayDays)
            : SilentThoughWonBack(posterior, left, at + CustomerTruth.HorizonDays) - posterior.NoOrder(left.Exposure, ahead);
        for (var action = 0; action < truth.Uplift.Length; action++)
        {
            var winBack = WinBack(timeline, timeline.Orders[last], action);
            truth.Uplift[action] = Math.Clamp(left.Weight * winBack * saved / truth.ChurnProbability, 0, 1);
        }
    }
}
