namespace ChurnPredict.Boosting.Tests;

public sealed class InterventionalShapExplainerTests
{
    [Theory]
    [InlineData(1, 4, 0, 10)]
    [InlineData(2, 8, 2, 20)]
    [InlineData(3, 10, 1, 40)]
    public void Explain_SmallEnsemble_EqualsEnumeration(int seed, int featureCount, int categorical, int leafCount)
    {
        var ensemble = RandomTrees.Ensemble(seed, featureCount, 3, leafCount, categorical);
        var background = RandomTrees.Rows(ensemble, 9, seed + 50);
        var explainer = new InterventionalShapExplainer(ensemble, background);
        var rows = RandomTrees.Rows(ensemble, 4, seed);
        var found = new double[featureCount];
        for (var index = 0; index < rows.RowCount; index++)
        {
            var row = rows.Row(index).ToArray();
            var bias = explainer.Explain(row, found);
            var expected = ShapleyByEnumeration.Values(
                featureCount, set => ShapleyByEnumeration.Interventional(ensemble, row, background, set));
            Assert.Equal(ensemble.RawScore(row), bias + found.Sum(), 1e-10);
            for (var feature = 0; feature < featureCount; feature++) Assert.Equal(expected[feature], found[feature], 1e-12);
        }
    }

    [Fact]
    public void ExplainBatch_TwoThreads_GivesTheBitsOfSingleRows()
    {
        var ensemble = RandomTrees.Ensemble(4, 30, 10, 60);
        var explainer = new InterventionalShapExplainer(ensemble, RandomTrees.Rows(ensemble, 100, 1));
        var rows = RandomTrees.Rows(ensemble, 50, 2);
        var (batch, single) = (new double[50 * 30], new double[30]);
        explainer.ExplainBatch(rows, batch, 2);
        for (var row = 0; row < 50; row++)
        {
            explainer.Explain(rows.Row(row), single);
            Assert.Equal(single, batch.AsSpan(row * 30, 30).ToArray());
        }
    }

    [Fact]
    public void Construct_NoBackground_Throws()
    {
        var ensemble = RandomTrees.Ensemble(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => new InterventionalShapExplainer(ensemble, new FeatureMatrix([], 0, 6)));
    }
}
