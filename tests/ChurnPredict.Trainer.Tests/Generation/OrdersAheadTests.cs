using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Trainer.Tests.Generation;

/// <summary>Against the closed forms of BG/NBD (Fader, Hardie and Lee 2005), and brute force over the rate.</summary>
public class OrdersAheadTests
{
    private const double Shape = 5.5;
    private const double Exposure = 140;

    [Theory]
    [InlineData(0.1, 30)]
    [InlineData(0.1, 365)]
    [InlineData(0.7, 365)]
    public void StaysAndOrders_SameLeaveProbabilityAfterEach_AreThoseOfBgNbd(double leaves, double ahead)
    {
        var orders = new OrdersAhead();

        orders.Begin(Shape, [leaves]);

        var stays = Math.Pow(Exposure / (Exposure + (leaves * ahead)), Shape);
        Assert.Equal(stays, orders.Stays(Exposure, ahead), 6);
        Assert.Equal((1 - stays) / leaves, orders.Orders(Exposure, ahead), 5);
        Assert.Equal(Math.Pow(Exposure / (Exposure + ahead), Shape), orders.NoOrder(Exposure, ahead), 12);
    }

    [Fact]
    public void Stays_NobodyEverLeaves_IsOneAndOrdersFollowTheRate()
    {
        var orders = new OrdersAhead();

        orders.Begin(Shape, [0]);

        Assert.Equal(1, orders.Stays(Exposure, 200), 6);
        Assert.Equal(Shape / Exposure * 200, orders.Orders(Exposure, 200), 3);
    }

    [Fact]
    public void Stays_LeaveProbabilityOfTheFirstOrderDiffers_IsTheMeanOverRatesAndOrders()
    {
        var orders = new OrdersAhead();

        orders.Begin(Shape, [0.5, 0.2]);

        Assert.Equal(MeanOverRates(180, placed => placed == 0 ? 1 : 0.5 * Math.Pow(0.8, placed - 1)), orders.Stays(Exposure, 180), 5);
    }

    /// <summary>Sums over a fine grid of rates and over Poisson numbers of orders.</summary>
    private static double MeanOverRates(double ahead, Func<int, double> byOrders)
    {
        var rate = new MathNet.Numerics.Distributions.Gamma(Shape, Exposure);
        var mean = 0.0;
        const double step = 1e-4;
        for (var value = step / 2; value < 0.3; value += step)
        {
            var poisson = new MathNet.Numerics.Distributions.Poisson(value * ahead);
            mean += rate.Density(value) * step * Enumerable.Range(0, 120).Sum(placed => poisson.Probability(placed) * byOrders(placed));
        }

        return mean;
    }
}
