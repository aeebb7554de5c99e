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
}
