namespace ChurnPredict.Trainer.Generation;

/// <summary>What a customer's orders say about their hidden basket.</summary>
internal sealed class BasketPosterior
{
    private readonly CustomerProfile _profile;
    private readonly double _logMean;
    private readonly double _logVariance;

    /// <param name="model">The parameters.</param>
    /// <param name="profile">The customer.</param>
    /// <param name="orders">Their orders.</param>
    /// <param name="last">Index of the last order known.</param>
    public BasketPosterior(BehaviourModel model, CustomerProfile profile, List<Order> orders, int last)
    {
        _profile = profile;
        var sum = 0.0;
        for (var index = 0; index <= last; index++)
            sum += Math.Log(orders[index].Amount / (1 + (orders[index].Experience.PriceRisePercent / 100.0)));
        var priorPrecision = 1 / (model.BasketSpread * model.BasketSpread);
        var orderPrecision = 1 / (model.OrderSpread * model.OrderSpread);
        var precision = priorPrecision + ((last + 1) * orderPrecision);
        _logMean = ((Math.Log(model.Kinds[profile.Kind].BasketYen) * priorPrecision) + (sum * orderPrecision)) / precision;
        _logVariance = (1 / precision) + (model.OrderSpread * model.OrderSpread);
    }

    /// <summary>Expected amount of an order in yen at a time.</summary>
    public double ExpectedAmount(double at) => Math.Exp(_logMean + (_logVariance / 2)) * (1 + (_profile.PriceRiseIn(at) / 100.0));

    /// <summary>Standard deviation of the amount of an order in yen at a time.</summary>
    public double AmountDeviation(double at) => ExpectedAmount(at) * Math.Sqrt(Math.Exp(_logVariance) - 1);
}
