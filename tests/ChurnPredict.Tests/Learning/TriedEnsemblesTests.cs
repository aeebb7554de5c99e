using ChurnPredict.Boosting;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class TriedEnsemblesTests
{
    private static readonly GradientBoostingOptions Options = new()
    {
        Rounds = 40, MaximumLeaves = 6, MinimumLeafRows = 5, FeatureFraction = 0.5, RowSampling = RowSampling.Plain(0.6), ThreadCount = 1,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(40)]
    public void Find_FewerRoundsThanWereTried_GivesTheBytesOfGrowingThemAnew(int rounds)
    {
        var (learner, tried) = (new GradientBoostingLearner(), new TriedEnsembles());
        tried.Keep(learner, Options, 3, learner.Learn(Options, Rows(1), Rows(2)).Ensemble);
        var wanted = Options with { Rounds = rounds, ThreadCount = 2 };
        Assert.Equal(Bytes(learner.Learn(wanted, Rows(1)).Ensemble), Bytes(tried.Find(learner, wanted, 3)!));
    }

    [Fact]
    public void Find_OtherThanWasTried_IsAbsent()
    {
        var (learner, tried) = (new GradientBoostingLearner(), new TriedEnsembles());
        tried.Keep(learner, Options, 3, learner.Learn(Options, Rows(1), Rows(2)).Ensemble);
        Assert.Null(tried.Find(learner, Options with { Rounds = 41 }, 3));
        Assert.Null(tried.Find(learner, Options with { Seed = 2 }, 3));
        Assert.Null(tried.Find(learner, Options with { L2 = 2 }, 3));
        Assert.Null(tried.Find(learner, Options, 2));
    }

    private static TrainingData Rows(int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, 600 * 4).Select(_ => random.NextSingle()).ToArray();
        FeatureColumn[] columns = [.. "abcd".Select(name => new FeatureColumn(name.ToString()))];
        var labels = Enumerable.Range(0, 600).Select(row => values[4 * row] + (values[(4 * row) + 1] * random.NextSingle()) > 0.8f ? 1f : 0f).ToArray();
        return new TrainingData(new FeatureMatrix(values, 600, 4, columns), labels);
    }

    private static byte[] Bytes(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        TreeEnsembleFile.Write(ensemble, stream);
        return stream.ToArray();
    }
}
