namespace ChurnPredict.Boosting.Tests;

public sealed class XGBoostExportTests(ScoredByXGBoost peer) : IClassFixture<ScoredByXGBoost>
{
    [XGBoostTheory]
    [InlineData("Logistic0")]
    [InlineData("Logistic3")]
    [InlineData("Identity1")]
    [InlineData("Exponential1")]
    public void Write_AnyEnsemble_ReachesTheSameLeavesAndPredictionsInXGBoost(string name)
    {
        var (ensemble, rows) = peer.Case(name);
        var (predictions, leaves) = (peer.Result(name, "predictions"), peer.Result(name, "leaves"));
        var layouts = ensemble.Trees.Select(tree => new XGBoostLayout(tree)).ToArray();
        for (var row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(ensemble.Predict(rows.Row(row)), predictions[row], 1e-5);
            for (var tree = 0; tree < 15; tree++)
                Assert.Equal(~ensemble.LeafIndex(tree, rows.Row(row)), layouts[tree].Children[(int)leaves[(row * 15) + tree]]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Read_WhatWasWritten_ReachesTheSameLeaves(int categorical)
    {
        var ensemble = RandomTrees.Ensemble(6, 7, 15, 25, categorical);
        var back = RoundTrip(ensemble);
        var rows = ScoredByXGBoost.Finite(RandomTrees.Rows(ensemble, 500, 5));
        Assert.Equal(ensemble.Features, back.Features);
        for (var row = 0; row < rows.RowCount; row++) Assert.Equal(ensemble.RawScore(rows.Row(row)), back.RawScore(rows.Row(row)), 1e-5);
    }

    [Fact]
    public void Read_SplitAtInfinity_StillTellsMissingFromOthers()
    {
        var tree = new DecisionTree([new TreeNode(0, float.PositiveInfinity, false, ~0, ~1, 2)], [new TreeLeaf(1, 1), new TreeLeaf(2, 1)]);
        var back = RoundTrip(new TreeEnsemble([new FeatureColumn("In \"Infinity\"")], [tree], 0, LinkFunction.Identity));
        Assert.Equal(1, back.RawScore([float.MaxValue]));
        Assert.Equal(2, back.RawScore([float.NaN]));
        Assert.Equal("In \"Infinity\"", back.Features[0].Name);
    }

    private static TreeEnsemble RoundTrip(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        XGBoostJson.Write(ensemble, stream);
        stream.Position = 0;
        return XGBoostJson.Read(stream, "model");
    }
}
