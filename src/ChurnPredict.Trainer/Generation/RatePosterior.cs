namespace ChurnPredict.Trainer.Generation;

/// <summary>What a customer's orders say about their hidden order rate and basket.</summary>
internal sealed class RatePosterior
{
    private readonly CustomerProfile _profile;
    private readonly double _amountLogMean;
    private readonly double _amountLogVariance;

    public RatePosterior(BehaviourModel model, SeasonClock clock, CustomerProfile profile, List<Order> orders, int last)
    {
        _profile = profile;
        Clock = clock;
        var kind = model.Kinds[profile.Kind];
        Shape = model.RateShape + last;
        Exposure = (model.RateShape / kind.OrdersPerDay) + clock.Between(orders[0].At, orders[last].At);
        var sum = 0.0;
        for (var index = 0; index <= last; index++)
            sum += Math.Log(orders[index].Amount / (1 + (orders[index].Experience.PriceRisePercent / 100.0)));
        var priorPrecision = 1 / (model.BasketSpread * model.BasketSpread);
        var orderPrecision = 1 / (model.OrderSpread * model.OrderSpread);
        var precision = priorPrecision + ((last + 1) * orderPrecision);
        _amountLogMean = ((Math.Log(kind.BasketYen) * priorPrecision) + (sum * orderPrecision)) / precision;
        _amountLogVariance = (1 / precision) + (model.OrderSpread * model.OrderSpread);
    }

    /// <summary>Seasonal time of the customer's kind.</summary>
    public SeasonClock Clock { get; }

    /// <summary>Shape of the gamma posterior: the prior's plus repeat orders.</summary>
    public double Shape { get; }

    /// <summary>Rate of the gamma posterior up to the last order.</summary>
    public double Exposure { get; }

    /// <summary>Likelihood of the silence since the last order if the exposure has grown to <paramref name="exposure"/>.</summary>
    public double SilenceLikelihood(double exposure) => Power(Exposure / exposure);

    /// <summary>P(no order in seasonal time ahead) of one who could have ordered for <paramref name="exposure"/>.</summary>
    public double NoOrder(double exposure, double ahead) => Power(exposure / (exposure + ahead));

    /// <summary>Expected orders in seasonal time ahead when each ends it all with a probability: ∫ λ e^(−λ p t) dt over the rate's
    /// posterior.</summary>
    public double ExpectedOrders(double exposure, double ahead, double leaves) => (1 - NoOrder(exposure, ahead * leaves)) / leaves;

    /// <summary>Expected amount of an order in yen at a time.</summary>
    public double ExpectedAmount(double at) =>
        Math.Exp(_amountLogMean + (_amountLogVariance / 2)) * (1 + (_profile.PriceRiseIn(at) / 100.0));

    private double Power(double ratio) => Math.Exp(Shape * Math.Log(ratio));
}
