namespace ChurnPredict.Boosting.Tests;

public sealed class ShapExplainerTests
{
    [Theory]
    [InlineData(1, 3, 0, 8)]
    [InlineData(2, 6, 2, 16)]
    [InlineData(3, 10, 3, 40)]
    [InlineData(4, 1, 0, 5)]
    public void Explain_SmallEnsemble_EqualsEnumeration(int seed, int featureCount, int categorical, int leafCount)
    {
        var ensemble = RandomTrees.Ensemble(seed, featureCount, 3, leafCount, categorical);
        var explainer = new ShapExplainer(ensemble);
        var rows = RandomTrees.Rows(ensemble, 8, seed);
        var found = new double[featureCount];
        for (var index = 0; index < rows.RowCount; index++)
        {
            var row = rows.Row(index).ToArray();
            var bias = explainer.Explain(row, found);
            var expected = ShapleyByEnumeration.Values(featureCount, set => ShapleyByEnumeration.PathDependent(ensemble, row, set));
            Assert.Equal(ShapleyByEnumeration.PathDependent(ensemble, row, 0), bias, 1e-12);
            for (var feature = 0; feature < featureCount; feature++) Assert.Equal(expected[feature], found[feature], 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 2, 8)]
    [InlineData(2, 6, 20)]
    public void ExplainInteractions_SmallEnsemble_EqualsEnumeration(int seed, int featureCount, int leafCount)
    {
        var ensemble = RandomTrees.Ensemble(seed, featureCount, 3, leafCount, 1);
        var explainer = new ShapExplainer(ensemble);
        var rows = RandomTrees.Rows(ensemble, 5, seed);
        var found = new double[featureCount * featureCount];
        for (var index = 0; index < rows.RowCount; index++)
        {
            var row = rows.Row(index).ToArray();
            var bias = explainer.ExplainInteractions(row, found);
            var expected = ShapleyByEnumeration.Interactions(featureCount, set => ShapleyByEnumeration.PathDependent(ensemble, row, set));
            for (var pair = 0; pair < found.Length; pair++) Assert.Equal(expected[pair], found[pair], 1e-12);
            Assert.Equal(ensemble.RawScore(row), bias + found.Sum(), 1e-10);
        }
    }

    [Fact]
    public void Explain_CoversOfZero_StillAddsUp()
    {
        var tree = new DecisionTree(
            [new TreeNode(0, 0, true, 1, ~2, 0), new TreeNode(1, 0, true, ~0, ~1, 0)],
            [new TreeLeaf(1, 0), new TreeLeaf(-2, 0), new TreeLeaf(4, 0)]);
        var seen = new DecisionTree([new TreeNode(0, 0, true, ~0, ~1, 3)], [new TreeLeaf(1, 0), new TreeLeaf(8, 3)]);
        var ensemble = new TreeEnsemble([new FeatureColumn("a"), new FeatureColumn("b")], [tree, seen], 0, LinkFunction.Identity);
        var found = new double[2];
        foreach (var row in new float[][] { [-1, -1], [-1, 1], [1, 1], [float.NaN, 1] })
            Assert.Equal(ensemble.RawScore(row), new ShapExplainer(ensemble).Explain(row, found) + found.Sum(), 1e-12);
    }

    [Fact]
    public void Construct_WayBehindTooManyFeatures_Throws()
    {
        var nodes = Enumerable.Range(0, 70).Select(index => new TreeNode(index, 0, true, index == 69 ? ~69 : index + 1, index == 69 ? ~70 : ~index, 1));
        var leaves = Enumerable.Range(0, 71).Select(index => new TreeLeaf(index, 1));
        var features = Enumerable.Range(0, 70).Select(index => new FeatureColumn($"f{index}"));
        var ensemble = new TreeEnsemble([.. features], [new DecisionTree([.. nodes], [.. leaves])], 0, LinkFunction.Identity);
        Assert.Throws<ArgumentException>(() => new ShapExplainer(ensemble));
    }

    [Fact]
    public void Explain_ManyFeaturesAndLeaves_AddsUpToRawScore()
    {
        var ensemble = RandomTrees.Ensemble(5, 50, 30, 200, 5);
        var explainer = new ShapExplainer(ensemble);
        var rows = RandomTrees.Rows(ensemble, 50, 6);
        var found = new double[50];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var bias = explainer.Explain(rows.Row(row), found);
            Assert.Equal(ensemble.RawScore(rows.Row(row)), bias + found.Sum(), 1e-10);
        }
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(7, 31)]
    [InlineData(17, 2)]
    [InlineData(63, 31)]
    [InlineData(64, 64)]
    [InlineData(65, 300)]
    [InlineData(130, 1)]
    public void ExplainBatch_WithVectors_GivesTheBitsOfPlainSums(int rowCount, int leafCount)
    {
        var ensemble = RandomTrees.Ensemble(8, 12, 9, leafCount, 2);
        var explainer = new ShapExplainer(ensemble);
        var rows = RandomTrees.Rows(ensemble, rowCount, 3);
        var plain = new double[rowCount * 12];
        explainer.ExplainBatch(rows, plain, 1, isPlain: true);
        var fast = new double[rowCount * 12];
        explainer.ExplainBatch(rows, fast, 2);
        Assert.Equal(plain, fast);
    }

    [Fact]
    public void Explain_OneRow_GivesTheBitsOfTheBatchAndAllocatesNothing()
    {
        var ensemble = RandomTrees.Ensemble(9, 12, 9, 31);
        var explainer = new ShapExplainer(ensemble);
        var rows = RandomTrees.Rows(ensemble, 70, 3);
        var (batch, single) = (new double[70 * 12], new double[12]);
        explainer.ExplainBatch(rows, batch, 2);
        explainer.Explain(rows.Row(0), single);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var row = 0; row < 70; row++)
        {
            explainer.Explain(rows.Row(row), single);
            Assert.True(single.AsSpan().SequenceEqual(batch.AsSpan(row * 12, 12)));
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
