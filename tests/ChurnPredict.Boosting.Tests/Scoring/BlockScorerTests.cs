namespace ChurnPredict.Boosting.Tests;

public sealed class BlockScorerTests
{
    public static TheoryData<int, int> PathsAndSizes()
    {
        var data = new TheoryData<int, int>();
        foreach (var rows in new[] { 0, 1, 2, 31, 63, 64, 65, 127, 1023, 1024, 1025, 2500 })
        {
            data.Add((int)VectorPath.Avx2, rows);
            data.Add((int)VectorPath.Avx512, rows);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PathsAndSizes))]
    public void RawScoreBatch_AwkwardSizesAndValues_GivesTheBitsOfPlainWalks(int path, int rowCount)
    {
        var ensemble = RandomTrees.Ensemble(7, 9, 25, 31, 2);
        AssertSameBits(ensemble, RandomTrees.Rows(ensemble, rowCount, rowCount), (VectorPath)path, 1 + (rowCount % 3));
    }

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 40)]
    [InlineData(16, 15)]
    [InlineData(17, 16)]
    [InlineData(33, 17)]
    [InlineData(64, 254)]
    [InlineData(65, 255)]
    [InlineData(256, 600)]
    [InlineData(257, 5000)]
    [InlineData(700, 100_000)]
    public void RawScoreBatch_AnyNumberOfLeavesAndThresholds_GivesTheBitsOfPlainWalks(int leafCount, int thresholdCount)
    {
        var ensemble = RandomTrees.Ensemble(leafCount, 3, 12, leafCount, 1, thresholdCount);
        var rows = RandomTrees.Rows(ensemble, 200, 3);
        AssertSameBits(ensemble, rows, VectorPath.Avx2, 1);
        AssertSameBits(ensemble, rows, VectorPath.Avx512, 2);
    }

    [Fact]
    public void RawScoreBatch_InfiniteThresholds_GivesTheBitsOfPlainWalks()
    {
        TreeNode Split(float threshold, bool missingGoesLeft) => new(0, threshold, missingGoesLeft, ~0, ~1, 2);
        var thresholds = new[] { float.NegativeInfinity, float.MinValue, -0f, 0f, float.Epsilon, float.MaxValue, float.PositiveInfinity };
        var trees = thresholds.SelectMany((threshold, index) => new[] { true, false }.Select(missing =>
            new DecisionTree([Split(threshold, missing)], [new TreeLeaf(1 << index, 1), new TreeLeaf(-(1 << index), 1)])));
        var ensemble = new TreeEnsemble([new FeatureColumn("x")], [.. trees], 0, LinkFunction.Identity);
        var rows = new FeatureMatrix([.. thresholds, float.NaN, 1f, -1f], 10, 1);
        AssertSameBits(ensemble, rows, VectorPath.Avx2, 1);
        AssertSameBits(ensemble, rows, VectorPath.Avx512, 1);
    }

    [Fact]
    public void RawScoreBatch_NoTrees_GivesBaseScore()
    {
        var ensemble = new TreeEnsemble([new FeatureColumn("x")], [], 0.5, LinkFunction.Identity);
        var scores = new double[3];
        ensemble.RawScoreBatch(new FeatureMatrix(new float[3], 3, 1), scores, 2);
        Assert.Equal([0.5, 0.5, 0.5], scores);
    }

    [Theory]
    [InlineData(LinkFunction.Logistic)]
    [InlineData(LinkFunction.Exponential)]
    [InlineData(LinkFunction.Identity)]
    public void PredictBatch_EachLink_GivesTheBitsOfPredict(LinkFunction link)
    {
        var ensemble = RandomTrees.Ensemble(11, link: link);
        var rows = RandomTrees.Rows(ensemble, 300, 1);
        var predictions = new double[300];
        ensemble.PredictBatch(rows, predictions, 2);
        for (var row = 0; row < 300; row++) Assert.Equal(ensemble.Predict(rows.Row(row)), predictions[row]);
    }

    [Fact]
    public void RawScoreBatch_MatrixWithOtherFeatures_Throws()
    {
        var ensemble = RandomTrees.Ensemble(1);
        Assert.Throws<ArgumentException>(() => ensemble.RawScoreBatch(new FeatureMatrix(new float[4], 2, 2), new double[2]));
        Assert.Throws<ArgumentException>(() => ensemble.RawScoreBatch(new FeatureMatrix(new float[12], 2, 6), new double[1]));
    }

    private static void AssertSameBits(TreeEnsemble ensemble, FeatureMatrix rows, VectorPath path, int threadCount)
    {
        if (!VectorPaths.IsSupported(path)) return;
        var (plain, fast) = (new double[rows.RowCount], new double[rows.RowCount]);
        ensemble.RawScoreBatch(rows, plain, 1, VectorPath.Scalar);
        ensemble.RawScoreBatch(rows, fast, threadCount, path);
        Assert.Equal(plain.Select(BitConverter.DoubleToInt64Bits), fast.Select(BitConverter.DoubleToInt64Bits));
    }
}
