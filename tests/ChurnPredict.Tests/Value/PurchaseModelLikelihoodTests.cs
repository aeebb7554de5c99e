using ChurnPredict.Value;
using MathNet.Numerics;

namespace ChurnPredict.Tests.Value;

/// <summary>Likelihoods against brute-force integration over the customers' hidden rates, gradients against differences.</summary>
public sealed class PurchaseModelLikelihoodTests
{
    [Theory]
    [InlineData(0, 0, 12)]
    [InlineData(1, 3, 30)]
    [InlineData(6, 25, 27.5)]
    public void LogLikelihood_ParetoNbd_IsTheIntegralOverRates(int purchases, double recency, double age)
    {
        var model = new ParetoNbd(.6, 7, .8, 9);
        var likelihood = Integrate(rate => Integrate(death =>
        {
            var both = rate + death;
            return GammaDensity(rate, model.R, model.Alpha) * GammaDensity(death, model.S, model.Beta) * Math.Pow(rate, purchases)
                * ((death / both * Math.Exp(-both * recency)) + (rate / both * Math.Exp(-both * age)));
        }));
        Assert.Equal(Math.Log(likelihood), model.LogLikelihood(new PurchaseSummary(purchases, recency, age)), 1e-6);
    }

    [Theory]
    [InlineData(0, 0, 12, 1, true)]
    [InlineData(0, 0, 12, 1, false)]
    [InlineData(4, 20, 30, 1, true)]
    [InlineData(4, 20, 30, 1, false)]
    [InlineData(0, 0, 12, 3, true)]
    [InlineData(4, 20, 30, 2, false)]
    [InlineData(4, 20, 30, 3, true)]
    public void LogLikelihood_BetaGeometric_IsTheIntegralOverRates(int purchases, double recency, double age, int k, bool stopsAfterFirst)
    {
        var model = new BetaGeometricNbd(.8, 5, 1.3, 2.4, k, stopsAfterFirst);
        var throws = purchases + (stopsAfterFirst ? 1 : 0);
        var gap = purchases == 0 ? 1 : recency / purchases;
        var gaps = Math.Pow(Math.Pow(gap, k - 1) / SpecialFunctions.Gamma(k), purchases);
        var alive = MeanOverStop(model, stop => Math.Pow(1 - stop, throws));
        var stopped = throws == 0 ? 0 : MeanOverStop(model, stop => stop * Math.Pow(1 - stop, throws - 1));
        var likelihood = Integrate(rate =>
        {
            var silence = Enumerable.Range(0, k).Sum(phase => Math.Pow(rate * (age - recency), phase) / SpecialFunctions.Factorial(phase)) * Math.Exp(-rate * (age - recency));
            return GammaDensity(rate, model.R, model.Alpha) * Math.Pow(rate, k * purchases) * Math.Exp(-rate * recency) * gaps * ((alive * silence) + stopped);
        });
        var summary = new PurchaseSummary(purchases, recency, age, 1, purchases * Math.Log(gap));
        Assert.Equal(Math.Log(likelihood), model.LogLikelihood(summary), 1e-6);
    }

    [Fact]
    public void Gradient_OfEveryLikelihood_IsTheSlopeOfDifferences()
    {
        var buyers = new SimulatedBuyers(new BetaGeometricNbd(.9, 6, .8, 2), 300, 0, 5).Summaries;
        var groups = PurchaseGroups.From(buyers);
        AssertGradient(new ParetoNbdLikelihood(groups), [.6, 4, .9, 7]);
        AssertGradient(new BetaGeometricLikelihood(groups, 1, true), [.6, 4, .9, 2]);
        AssertGradient(new BetaGeometricLikelihood(groups, 1, false), [.6, 4, .9, 2]);
        AssertGradient(new BetaGeometricLikelihood(groups, 4, true), [.6, 4, .9, 2]);
        AssertGradient(new ShiftedBetaGeometricLikelihood(new ContractLifetimes([5, 3, 2], [1, 4, 9])), [.7, 1.9]);
        var spends = Array.ConvertAll(buyers, summary => summary with { MeanRepeatSpend = 5 + summary.AgeWeeks });
        AssertGradient(new GammaGammaLikelihood(spends), [3, 1.9, .7]);
    }

    private static void AssertGradient(IGroupLikelihood likelihood, double[] at)
    {
        var gradient = new double[at.Length];
        LikelihoodSum.Evaluate(likelihood, at, gradient, 1);
        for (var i = 0; i < at.Length; i++)
        {
            var step = 1e-5 * at[i];
            var (up, down) = ((double[])at.Clone(), (double[])at.Clone());
            up[i] += step;
            down[i] -= step;
            var slope = (LikelihoodSum.Evaluate(likelihood, up, new double[at.Length], 1)
                - LikelihoodSum.Evaluate(likelihood, down, new double[at.Length], 1)) / (2 * step);
            Assert.Equal(slope, gradient[i], 1e-4 * (1 + Math.Abs(slope)));
        }
    }

    private static double MeanOverStop(BetaGeometricNbd model, Func<double, double> function)
    {
        var sum = 0.0;
        for (var logit = -40.0; logit < 40; logit += .02)
        {
            var stop = 1 / (1 + Math.Exp(-logit));
            sum += .02 * function(stop) * Math.Exp((model.A * Math.Log(stop)) + (model.B * -Math.Log(1 + Math.Exp(logit)))) / SpecialFunctions.Beta(model.A, model.B);
        }

        return sum;
    }

    private static double GammaDensity(double x, double shape, double rate) =>
        Math.Exp((shape * Math.Log(rate)) + ((shape - 1) * Math.Log(x)) - (rate * x) - SpecialFunctions.GammaLn(shape));

    /// <summary>Over 0 to infinity, by the trapezoid rule in ln x.</summary>
    private static double Integrate(Func<double, double> function)
    {
        var sum = 0.0;
        for (var log = -45.0; log < 5; log += .05) sum += .05 * Math.Exp(log) * function(Math.Exp(log));
        return sum;
    }
}
