using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Trainer.Tests.Generation;

/// <summary>The closed form against what simulated customers then did. Tolerances are four standard errors of the simulation plus
/// what the closed form is known to leave out.</summary>
public class TruthCalculatorTests
{
    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void TryCalculate_ManyCustomers_ChurnProbabilityIsTheObservedShareInEveryBin(int seed, bool contracts)
    {
        var options = new GenerationOptions { CustomerCount = 40_000, Months = 30, Seed = seed, Contracts = contracts };

        var lived = LivedCustomers.Run(options, options.Days - 90, activeWithinDays: 180);

        foreach (var bin in Enumerable.Range(0, lived.Churn.Count).OrderBy(index => lived.Churn[index]).Chunk(lived.Churn.Count / 10))
        {
            var expected = bin.Average(index => lived.Churn[index]);
            var observed = bin.Average(index => lived.Churned[index] ? 1.0 : 0);
            Assert.InRange(observed - expected, -0.02 - StandardErrors(expected, bin.Length), 0.02 + StandardErrors(expected, bin.Length));
        }
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void TryCalculate_ManyCustomers_SurvivalAndSpendAreTheObservedOnes(int seed, bool contracts)
    {
        var options = new GenerationOptions { CustomerCount = 40_000, Months = 36, Seed = seed, Contracts = contracts };

        var lived = LivedCustomers.Run(options, options.Days - 365);

        Assert.InRange(lived.Survived180.Average(kept => kept ? 1.0 : 0) - lived.Survival180.Average(), -0.015, 0.015);
        Assert.InRange(lived.Spent90.Sum() / lived.Spend90.Sum(), 0.95, 1.05);
        Assert.InRange(lived.Spent365.Sum() / lived.Spend365.Sum(), 0.94, 1.06);
    }

    [Fact]
    public void TryCalculate_NothingHiddenFromChurners_SkillIsWorthLearning()
    {
        var options = new GenerationOptions { CustomerCount = 20_000, Seed = 7 };

        var lived = LivedCustomers.Run(options, options.Days - 90, activeWithinDays: 180);

        var rate = lived.Churned.Average(churned => churned ? 1.0 : 0);
        var brier = Enumerable.Range(0, lived.Churn.Count).Average(index => Math.Pow(lived.Churn[index] - (lived.Churned[index] ? 1 : 0), 2));
        Assert.InRange(1 - (brier / (rate * (1 - rate))), 0.3, 0.7);
    }

    private static double StandardErrors(double share, int count) => 4 * Math.Sqrt(share * (1 - share) / count);
}
