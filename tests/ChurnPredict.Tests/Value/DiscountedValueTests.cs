using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class DiscountedValueTests
{
    private const double WeeksPerYear = 365.25 / 7;

    private static readonly PurchaseSummary[] Customers = [new(0, 0, 30), new(3, 20, 30), new(40, 51, 52), new(2, 5, 50)];

    private static readonly PurchaseModel[] Models =
        [new ParetoNbd(.55, 10.6, .61, 11.7), new BetaGeometricNbd(.24, 4.4, .79, 2.43, 1, false), new BetaGeometricNbd(.9, 6, .3, .4, 3)];

    [Theory]
    [InlineData(13, .1)]
    [InlineData(52, .15)]
    [InlineData(400, .5)]
    public void DiscountedPurchases_AgainstDailySums_Agree(double weeks, double rate)
    {
        foreach (var model in Models)
        {
            foreach (var customer in Customers)
                Assert.Equal(1, model.DiscountedPurchases(customer, weeks, rate) / DailySum(model, customer, weeks, rate), 2e-3);
        }
    }

    [Fact]
    public void DiscountedPurchases_WithoutRate_AreTheExpectedOnes()
    {
        foreach (var model in Models)
            Assert.All(Customers, customer => Assert.Equal(model.ExpectedPurchases(customer, 39), model.DiscountedPurchases(customer, 39, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Models[0].DiscountedPurchases(Customers[0], 39, -.1));
    }

    [Fact]
    public void DiscountedPurchases_HigherRateOrShorterPeriod_AreFewer()
    {
        foreach (var model in Models)
        {
            var byRate = new[] { 0, .05, .2, 1, 9 }.Select(rate => model.DiscountedPurchases(Customers[1], 104, rate)).ToArray();
            var byWeeks = new[] { 0, 1, 13, 52, 520 }.Select(weeks => model.DiscountedPurchases(Customers[1], weeks, .1)).ToArray();
            Assert.True(byRate.Zip(byRate.Skip(1)).All(pair => pair.Second < pair.First));
            Assert.True(byWeeks.Zip(byWeeks.Skip(1)).All(pair => pair.Second > pair.First));
        }
    }

    private static double DailySum(PurchaseModel model, PurchaseSummary customer, double weeks, double rate)
    {
        double sum = 0, before = 0;
        for (var day = 1; day <= weeks * 7; day++)
        {
            var now = model.ExpectedPurchases(customer, day / 7.0);
            sum += (now - before) * Math.Pow(1 + rate, -(day - .5) / 7 / WeeksPerYear);
            before = now;
        }

        return sum;
    }
}
