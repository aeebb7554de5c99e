namespace ChurnPredict.Boosting.Tests;

public sealed class XGBoostImportTests(TrainedByXGBoost peer) : IClassFixture<TrainedByXGBoost>
{
    [XGBoostTheory]
    [InlineData("logistic")]
    [InlineData("categorical")]
    [InlineData("onehot")]
    [InlineData("poisson")]
    [InlineData("squared")]
    [InlineData("exact")]
    [InlineData("dart")]
    public void Read_TrainedModel_GivesItsLeavesAndPredictions(string name)
    {
        var ensemble = peer.Model(name);
        var rows = peer.Rows(name, ensemble.Features.Count);
        var (expected, leaves) = (peer.Result(name, "predictions"), peer.Result(name, "leaves"));
        var predictions = new double[rows.RowCount];
        ensemble.PredictBatch(rows, predictions);
        for (var row = 0; row < rows.RowCount; row++)
        {
            // XGBoost adds in float32.
            Assert.Equal(expected[row], predictions[row], 1e-5 * Math.Max(1, Math.Abs(predictions[row])));
            for (var tree = 0; tree < ensemble.Trees.Count; tree++)
            {
                var leaf = ensemble.Trees[tree].Leaves[ensemble.LeafIndex(tree, rows.Row(row))];
                Assert.Equal(peer.LeafValues(name)[tree][(int)leaves[(row * ensemble.Trees.Count) + tree]], leaf.Value, 1e-12);
            }
        }
    }

    [XGBoostTheory]
    [InlineData("logistic")]
    [InlineData("categorical")]
    [InlineData("poisson")]
    [InlineData("squared")]
    [InlineData("exact")]
    public void Explain_TrainedModel_GivesItsContributions(string name)
    {
        var ensemble = peer.Model(name);
        var rows = peer.Rows(name, ensemble.Features.Count);
        var (expected, found) = (peer.Result(name, "contributions"), new double[rows.RowCount * rows.FeatureCount]);
        var bias = new ShapExplainer(ensemble).ExplainBatch(rows, found);
        for (var row = 0; row < rows.RowCount; row++)
        {
            // XGBoost works in float32 throughout; its own contributions miss its own scores by as much.
            Assert.Equal(expected[(row * 7) + 6], bias, 1e-4);
            for (var feature = 0; feature < 6; feature++) Assert.Equal(expected[(row * 7) + feature], found[(row * 6) + feature], 1e-4);
        }
    }

    [XGBoostTheory]
    [InlineData("logistic")]
    [InlineData("exact")]
    public void ExplainInteractions_TrainedModel_GivesItsInteractions(string name)
    {
        var ensemble = peer.Model(name);
        var (explainer, rows) = (new ShapExplainer(ensemble), peer.Rows(name, 6));
        var (expected, found) = (peer.Result(name, "interactions"), new double[36]);
        for (var row = 0; row < 200; row++)
        {
            explainer.ExplainInteractions(rows.Row(row), found);
            for (var pair = 0; pair < 36; pair++)
                Assert.Equal(expected[(row * 49) + (pair / 6 * 7) + (pair % 6)], found[pair], 1e-4);
        }
    }
}
