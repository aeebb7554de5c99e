namespace ChurnPredict.Boosting.Tests;

public sealed class TreeEnsembleScoringTests
{
    private static readonly TreeEnsemble Stump = new(
        [new FeatureColumn("age")],
        [new DecisionTree([new TreeNode(0, 1.5f, true, ~0, ~1, 10)], [new TreeLeaf(-2, 4), new TreeLeaf(3, 6)])],
        0.25,
        LinkFunction.Logistic);

    [Theory]
    [InlineData(1.5f, -1.75)]
    [InlineData(1.6f, 3.25)]
    [InlineData(float.NaN, -1.75)]
    [InlineData(float.NegativeInfinity, -1.75)]
    [InlineData(float.PositiveInfinity, 3.25)]
    public void RawScore_Stump_AddsBaseScoreAndLeaf(float value, double expected) =>
        Assert.Equal(expected, Stump.RawScore([value]));

    [Fact]
    public void Predict_LogisticLink_IsProbability() => Assert.Equal(1 / (1 + Math.Exp(1.75)), Stump.Predict([0f]), 15);

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(2f, 1)]
    [InlineData(65f, 0)]
    [InlineData(66f, 1)]
    [InlineData(1e9f, 1)]
    [InlineData(float.NaN, 0)]
    [InlineData(-3f, 0)]
    public void LeafIndex_CategoricalSplit_FollowsSet(float category, int expected)
    {
        var tree = new DecisionTree([new TreeNode(0, 0, true, ~0, ~1, 2, 0, 0, 2)], [new TreeLeaf(1, 1), new TreeLeaf(2, 1)], [0b1UL, 0b10UL]);
        var ensemble = new TreeEnsemble([new FeatureColumn("plan", true)], [tree], 0, LinkFunction.Identity);
        Assert.Equal(expected, ensemble.LeafIndex(0, [category]));
    }

    [Fact]
    public void RawScore_RowOfWrongLength_Throws() => Assert.Throws<ArgumentException>(() => Stump.RawScore([1f, 2f]));

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public void RawScore_OneRow_AllocatesNothing(int treeCount)
    {
        var ensemble = RandomTrees.Ensemble(3, treeCount: treeCount, leafCount: 31);
        var row = new float[6];
        ensemble.RawScore(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var repeat = 0; repeat < 100; repeat++) ensemble.RawScore(row);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
