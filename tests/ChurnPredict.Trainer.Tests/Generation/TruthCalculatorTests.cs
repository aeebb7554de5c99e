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

        AssertObservedInEveryBin(lived.Churn, lived.Churned, 0.01);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void TryCalculate_ManyCustomers_SurvivalIsTheObservedShareInEveryBin(int seed, bool contracts)
    {
        var options = new GenerationOptions { CustomerCount = 40_000, Months = 36, Seed = seed, Contracts = contracts };

        var lived = LivedCustomers.Run(options, options.Days - 365);

        AssertObservedInEveryBin(lived.Survival180, lived.Survived180, 0.01);
        AssertObservedInEveryBin(lived.Survival365, lived.Survived365, 0.02);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void TryCalculate_ManyCustomers_SpendIsWhatWasSpent(int seed, bool contracts)
    {
        var options = new GenerationOptions { CustomerCount = 40_000, Months = 36, Seed = seed, Contracts = contracts };

        var lived = LivedCustomers.Run(options, options.Days - 365);

        AssertSpent(lived.Spend90, lived.Spent90, 0.01);
        AssertSpent(lived.Spend365, lived.Spent365, 0.02);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryCalculate_TenYears_TruthsOfTheLongSilentAreProbabilities(bool contracts)
    {
        var options = new GenerationOptions { CustomerCount = 2_000, Months = 120, Seed = 3, Contracts = contracts };

        var lived = LivedCustomers.Run(options, options.Days);

        Assert.All(lived.Survival365, survival => Assert.InRange(survival, 0, 1 + 1e-9));
        Assert.All(lived.Alive, alive => Assert.InRange(alive, -1e-9, 1));
        Assert.All(lived.Spend365, spend => Assert.InRange(spend, 0, 1e8));
    }

    private static void AssertObservedInEveryBin(List<double> told, List<bool> observed, double leftOut)
    {
        foreach (var bin in Enumerable.Range(0, told.Count).OrderBy(index => told[index]).Chunk(told.Count / 10))
        {
            var expected = bin.Average(index => told[index]);
            var tolerance = leftOut + StandardErrors(expected, bin.Length);
            Assert.InRange(bin.Average(index => observed[index] ? 1.0 : 0) - expected, -tolerance, tolerance);
        }
    }

    private static void AssertSpent(List<double> told, List<double> spent, double leftOutShare)
    {
        var variance = told.Zip(spent).Sum(pair => Math.Pow(pair.Second - pair.First, 2));
        var tolerance = (leftOutShare * told.Sum()) + (4 * Math.Sqrt(variance));
        Assert.InRange(spent.Sum() - told.Sum(), -tolerance, tolerance);
    }

    private static double StandardErrors(double share, int count) => 4 * Math.Sqrt(Math.Abs(share * (1 - share)) / count);
}
