using ChurnPredict.History;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class AdditiveShareTests
{
    [Fact]
    public void Choose_AdditiveModelThatKnowsNothing_LeavesTheTreesAlone() =>
        Assert.Equal(0, AdditiveShare.Choose([Origin(treeNoise: 0.3, additiveNoise: 6)]).Share);

    [Fact]
    public void Choose_EquallyGoodModelsWithOwnNoise_TakesHalfOfEach()
    {
        var choice = AdditiveShare.Choose([Origin(treeNoise: 1, additiveNoise: 1)]);
        Assert.Equal(0.5, choice.Share);
        Assert.True(choice.Loss < choice.LossOfTrees);
    }

    [Fact]
    public void Choose_LevelThatIsOff_ChangesNothing()
    {
        var (trees, additive) = Origin(treeNoise: 1, additiveNoise: 1);
        var shifted = additive with { RawLogOdds = Array.ConvertAll(additive.RawLogOdds, raw => raw - 2) };
        Assert.Equal(AdditiveShare.Choose([(trees, additive)]).Loss, AdditiveShare.Choose([(trees, shifted)]).Loss, 1e-6);
    }

    [Fact]
    public void Choose_WithoutOrigins_LeavesTheTreesAlone() => Assert.Equal(0, AdditiveShare.Choose([]).Share);

    private static (OutOfTimePredictions Trees, OutOfTimePredictions Additive) Origin(double treeNoise, double additiveNoise)
    {
        var random = new Random(11);
        double Noise() => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
        var truth = Enumerable.Range(0, 20_000).Select(_ => Noise()).ToArray();
        var labels = Array.ConvertAll(truth, logOdds => random.NextDouble() < LogOdds.ToProbability(logOdds) ? 1f : 0f);
        OutOfTimePredictions Noisy(double noise) => new(default, Array.ConvertAll(truth, logOdds => logOdds + (noise * Noise())), labels, 20_000);
        return (Noisy(treeNoise), Noisy(additiveNoise));
    }
}
