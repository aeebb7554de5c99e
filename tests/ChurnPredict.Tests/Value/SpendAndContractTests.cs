using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

public sealed class SpendAndContractTests
{
    [Fact]
    public void GammaGamma_OnItsOwnStory_RecoversTheMeanAndTheParameters()
    {
        var random = new Random(4);
        var summaries = Enumerable.Range(0, 30_000).Select(customer =>
        {
            var purchases = 1 + (customer % 6);
            var rate = Gamma.Sample(random, 4, 15);
            return new PurchaseSummary(purchases, 1, 2, Gamma.Sample(random, 6 * purchases, rate * purchases));
        }).ToArray();
        var fit = GammaGamma.Fit(summaries)!.Model;
        Assert.Equal(6, fit.P, .25);
        Assert.Equal(4, fit.Q, .15);
        Assert.Equal(30, fit.MeanSpend(), .6);
    }

    [Fact]
    public void GammaGamma_CurrencyTimesHundred_ScalesSpendAlone()
    {
        var summaries = Enumerable.Range(1, 200).Select(c => new PurchaseSummary(1 + (c % 5), 1, 2, 3 + (c % 17))).ToArray();
        var yen = Array.ConvertAll(summaries, summary => summary with { MeanRepeatSpend = summary.MeanRepeatSpend * 100 });
        var (first, second) = (GammaGamma.Fit(summaries)!.Model, GammaGamma.Fit(yen)!.Model);
        Assert.Equal(1, second.ExpectedSpend(yen[3]) / (100 * first.ExpectedSpend(summaries[3])), 1e-6);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(1e-9, 1e9)]
    [InlineData(.01, 1e12)]
    public void GammaGamma_ExtremeSpends_StaysSane(double small, double large)
    {
        PurchaseSummary[] summaries = [new(1, 1, 2, small), new(3, 1, 2, large), new(0, 0, 2), new(2, 1, 2, -5), new(2, 1, 2, 0), new(100_000, 1, 2, small)];
        var fit = GammaGamma.Fit(summaries)!;
        Assert.Equal(3, fit.Customers);
        Assert.True(double.IsFinite(fit.LogLikelihood));
        Assert.All(summaries, summary => Assert.True(fit.Model.ExpectedSpend(summary) > 0 && double.IsFinite(fit.Model.ExpectedSpend(summary))));
    }

    [Fact]
    public void GammaGamma_NobodyWithRepeatSpend_IsAbsent() =>
        Assert.Null(GammaGamma.Fit([new PurchaseSummary(0, 0, 2), new PurchaseSummary(2, 1, 2, -5)]));

    /// <summary>Survivors of 1,000 contracts by year (Fader and Hardie 2007, table 1).</summary>
    [Theory]
    [InlineData(new[] { 1000, 631, 468, 382, 326, 289, 262, 241 }, .704, 1.182)]
    [InlineData(new[] { 1000, 869, 743, 653, 593, 551, 517, 491 }, .668, 3.806)]
    public void ShiftedBetaGeometric_PublishedCohorts_AsPublished(int[] survivors, double a, double b)
    {
        var ended = survivors.Zip(survivors.Skip(1), (before, after) => (long)(before - after)).ToArray();
        var running = new long[survivors.Length];
        running[^1] = survivors[^1];
        var model = ShiftedBetaGeometric.Fit(new ContractLifetimes(ended, running));
        Assert.Equal(a, model.A, .001);
        Assert.Equal(b, model.B, .003);
    }

    [Fact]
    public void ShiftedBetaGeometric_Survival_IsTheProductOfRetentionRates()
    {
        var model = new ShiftedBetaGeometric(.7, 1.2);
        var product = Enumerable.Range(1, 9).Aggregate(1.0, (survival, period) => survival * model.RetentionRate(period));
        Assert.Equal(product, model.Survival(9), 1e-12);
        Assert.Equal(model.Survival(9) / model.Survival(4), model.SurvivalAfter(4, 5), 1e-12);
        Assert.Equal(Enumerable.Range(1, 12).Sum(period => model.SurvivalAfter(3, period) / Math.Pow(1.01, period)), model.DiscountedPayments(3, 12, .01), 1e-12);
    }

    [Fact]
    public void ShiftedBetaGeometric_NobodyLeft_StaysSane()
    {
        var model = ShiftedBetaGeometric.Fit(new ContractLifetimes([], [0, 0, 50]));
        Assert.InRange(model.Survival(12), .99, 1);
    }
}
