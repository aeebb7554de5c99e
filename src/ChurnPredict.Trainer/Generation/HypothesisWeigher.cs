namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// What may have gone on between a customer's orders. Between two orders they stayed, or left and were won back by one of the
/// touches; since the last one they may also have left for good. Each way leaves other time in which they could have ordered, and so
/// another posterior of the hidden rate. Weights follow from the leave probability, the gamma likelihood of the gaps and the Poisson
/// likelihood of the engagement. One a thread.
/// </summary>
internal sealed class HypothesisWeigher(GenerationContext context, LeaveExpectation leave)
{
    /// <summary>Hypotheses below this share of the whole are dropped: a gap with touches multiplies them.</summary>
    private const double NegligibleShare = 1e-5;

    /// <summary>Beyond this nothing is left to tell: six silent years give more than a double holds.</summary>
    private const double CertainLogOdds = 500;

    private readonly BehaviourModel _model = context.Behaviour;
    private readonly List<Hypothesis> _ways = [];
    private readonly List<Hypothesis> _hypotheses = [];
    private readonly List<Hypothesis> _longer = [];

    /// <summary>Weighs what the tables show of a customer by a date.</summary>
    /// <param name="timeline">The customer's whole history; nothing at or after the date is looked at.</param>
    /// <param name="last">Index of the last order known.</param>
    /// <param name="at">The date, whole days since the start.</param>
    /// <returns>The hypotheses; weights add up to 1. Valid until the next call.</returns>
    public IReadOnlyList<Hypothesis> Weigh(CustomerTimeline timeline, int last, int at)
    {
        var orders = timeline.Orders;
        _hypotheses.Clear();
        _hypotheses.Add(new Hypothesis(1, _model.RateShape / _model.Kinds[timeline.Profile.Kind].OrdersPerDay, false));
        for (var index = 0; index < last; index++)
        {
            FindWays(timeline, index, orders[index + 1].At, at);
            Extend(_model.RateShape + index, isOrdered: true);
        }

        var stillGone = FindWays(timeline, last, at, at);
        var silence = StillUnderContract(at - orders[last].At) * FadeLikelihood(timeline, orders[last].At, at, at);
        _ways.Add(new Hypothesis(stillGone * silence, 0, true));
        Extend(_model.RateShape + last, isOrdered: false);
        return _hypotheses;
    }

    /// <summary>P(a contract is not cancelled within days of wanting to leave); 1 without contracts.</summary>
    public double StillUnderContract(double days) => context.Options.Contracts ? Math.Exp(-days / _model.CancellationDelayDays) : 1;

    /// <summary>The ways through the time after an order in which the customer wants to stay at its end.</summary>
    /// <returns>P(left after the order and not won back by any touch since).</returns>
    private double FindWays(CustomerTimeline timeline, int index, double until, int at)
    {
        var order = timeline.Orders[index];
        var clock = context.Clocks[timeline.Profile.Kind];
        var stillGone = leave.AfterLastOrder(timeline.Orders, index, at);
        _ways.Clear();
        _ways.Add(new Hypothesis(1 - stillGone, clock.Between(order.At, until), false));
        foreach (var touch in timeline.Touches)
        {
            if (touch.At <= order.At || touch.At >= until || touch.WinBack == 0) continue;
            var weight = stillGone * touch.WinBack * StillUnderContract(touch.At - order.At) * FadeLikelihood(timeline, order.At, touch.At, at);
            _ways.Add(new Hypothesis(weight, clock.Between(touch.At, until), false));
            stillGone *= 1 - touch.WinBack;
        }

        return stillGone;
    }

    /// <summary>Takes each hypothesis each of the ways on, and drops those that hardly weigh anything then.</summary>
    /// <param name="shape">Shape of the rate's posterior at the start of the way.</param>
    /// <param name="isOrdered">Whether the way ends in an order; otherwise it is silence.</param>
    private void Extend(double shape, bool isOrdered)
    {
        _longer.Clear();
        var total = 0.0;
        foreach (var hypothesis in _hypotheses)
        {
            foreach (var way in _ways)
            {
                var exposure = hypothesis.Exposure + way.Exposure;
                var silence = Math.Exp(shape * Math.Log(hypothesis.Exposure / exposure));
                var weight = hypothesis.Weight * way.Weight * (isOrdered ? silence / exposure : silence);
                _longer.Add(new Hypothesis(weight, exposure, way.HasLeft));
                total += weight;
            }
        }

        _hypotheses.Clear();
        foreach (var hypothesis in _longer)
        {
            if (hypothesis.Weight > NegligibleShare * total) _hypotheses.Add(hypothesis with { Weight = hypothesis.Weight / total });
        }
    }

    /// <summary>How much likelier the engagement between two instants is for one who has left than for one who has not.</summary>
    private double FadeLikelihood(CustomerTimeline timeline, double from, double until, int at)
    {
        var perDay = _model.Kinds[timeline.Profile.Kind].VisitsPerDay;
        var faded = from + _model.FadeDays;
        var inFade = 0;
        var afterFade = 0;
        for (var index = timeline.Visits.Count - 1; index >= 0 && timeline.Visits[index].At > from; index--)
        {
            if (timeline.Visits[index].At >= until || timeline.Visits[index].KnownAt >= at) continue;
            if (timeline.Visits[index].At < faded) inFade++;
            else afterFade++;
        }

        var fadeDays = Math.Min(until, faded) - from;
        var silentDays = Math.Max(0, until - faded);
        var logOdds = (inFade * Math.Log(_model.FadedEngagement)) + ((1 - _model.FadedEngagement) * perDay * fadeDays)
            + (afterFade * Math.Log(_model.SilentEngagement)) + ((1 - _model.SilentEngagement) * perDay * silentDays);
        return Math.Exp(Math.Min(logOdds, CertainLogOdds));
    }
}
