using ChurnPredict.Boosting;
using ChurnPredict.Labels;
using ChurnPredict.Value;
using MathNet.Numerics.Distributions;

namespace ChurnPredict.Tests.Value;

public sealed class MethodChoiceTests
{
    private const double MeanMoney = 100;

    [Theory]
    [InlineData(4000, 2, ValueMethod.BuyTillYouDie)]
    [InlineData(50_000, 2, ValueMethod.BuyTillYouDie)]
    [InlineData(20, 2, ValueMethod.Combined)]
    [InlineData(4000, 1, ValueMethod.Combined)]
    public void Of_OneMethodUnbiasedAndTheOthersLow_LeavesTheCombinationWhereThatIsNoChance(int customers, int origins, ValueMethod expected)
    {
        var (method, reason) = MethodChoice.Of(null, [.. Enumerable.Range(1, origins).Select(seed => Origin(customers, seed))]);
        Assert.Equal(expected, method);
        Assert.StartsWith($"{ValueLearnerOptions.NameOf(expected)} by normalised Gini / |bias| on {origins} earlier origins", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ChosenOrNothingToChooseOn_SaysSo()
    {
        Assert.Equal((ValueMethod.Tweedie, "tweedie as chosen for the shortest horizon or by option"), MethodChoice.Of(ValueMethod.Tweedie, [Origin(50, 1), Origin(50, 2)]));
        Assert.Equal((ValueMethod.Combined, "combined, as no earlier origin was there to choose on"), MethodChoice.Of(null, []));
    }

    /// <summary>The feature expects what comes on average; trees expect half of the mean of everybody.</summary>
    private static JudgedOrigin Origin(int customers, int seed)
    {
        var random = new Random(seed);
        var expected = Enumerable.Range(0, customers).Select(_ => (float)Gamma.Sample(random, 2, 2 / MeanMoney)).ToArray();
        FeatureColumn[] columns = [new(ValueHeadsLearner.BtydFeature)];
        var table = new SimulatedSnapshots(customers, seed).Snapshot(SimulatedSnapshots.FirstDate, SimulatedSnapshots.FirstDate.AddDays(365)) with
        {
            Features = new FeatureMatrix(expected, customers, 1, columns),
            GrossSpend = new Dictionary<int, float[]> { [90] = Array.ConvertAll(expected, mean => (float)Exponential.Sample(random, 1.0 / mean)) },
        };
        TreeEnsemble Constant(double score, LinkFunction link) => new(columns, [], score, link);
        var half = Constant(Math.Log(MeanMoney / 2), LinkFunction.Exponential);
        var heads = new ValueHeads(Constant(30, LinkFunction.Logistic), half, Constant(Math.Log(MeanMoney / 2), LinkFunction.Identity), 1, half, 0, 1);
        return new JudgedOrigin(ValueLabels.Of(table, 90, ValueTarget.GrossSpend)!, heads, 1, 1);
    }
}
