using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class ExpectedMaximumProfitTests
{
    private static readonly float[] Labels = [0, 1, 0, 1, 0, 1, 0, 1];

    [Fact]
    public void PerCustomer_UnitCase_IsThePublishedFigure() =>
        Assert.Equal(23.8756, new ExpectedMaximumProfit().PerCustomer(Labels, [.1, .2, .3, .4, .5, .7, .8, .9]), 4);

    [Fact]
    public void PerCustomer_PerfectScores_IsAtLeastThatOfAnyOther() =>
        Assert.True(new ExpectedMaximumProfit().PerCustomer(Labels, [0, 1, 0, 1, 0, 1, 0, 1])
            > new ExpectedMaximumProfit().PerCustomer(Labels, [.1, .2, .3, .4, .5, .7, .8, .9]));

    [Fact]
    public void PerCustomer_AgreesWithNumericalIntegration()
    {
        double[] scores = [.9, .3, .5, .6, .2, .8, .1, .4];
        var profit = new ExpectedMaximumProfit { CustomerValue = 120, OfferCost = 25, ContactCost = 4 };
        Assert.Equal(IntegratedProfit(profit, scores), profit.PerCustomer(Labels, scores), 2);
    }

    /// <summary>The definition, word by word: the best contacted share for each acceptance probability, averaged over its density.</summary>
    private static double IntegratedProfit(ExpectedMaximumProfit profit, double[] scores)
    {
        const int Steps = 20_000;
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).ToArray();
        double total = 0, weight = 0;
        for (var step = 0; step < Steps; step++)
        {
            var acceptance = (step + 0.5) / Steps;
            var density = Math.Pow(acceptance, profit.Alpha - 1) * Math.Pow(1 - acceptance, profit.Beta - 1);
            double best = 0, sum = 0;
            foreach (var row in order)
            {
                sum += Labels[row] == 1
                    ? (acceptance * (profit.CustomerValue - profit.OfferCost)) - profit.ContactCost
                    : -profit.OfferCost - profit.ContactCost;
                best = Math.Max(best, sum / scores.Length);
            }

            total += best * density;
            weight += density;
        }

        return total / weight;
    }
}
