namespace ChurnPredict.Boosting.Tests;

public sealed class OnnxModelTests
{
    [OnnxTheory]
    [InlineData(LinkFunction.Logistic, 0)]
    [InlineData(LinkFunction.Logistic, 3)]
    [InlineData(LinkFunction.Identity, 1)]
    [InlineData(LinkFunction.Exponential, 1)]
    public void Write_AnyEnsemble_ReachesTheSameLeavesAndPredictionsInOnnxRuntime(LinkFunction link, int categorical)
    {
        using var folder = new TemporaryFolder();
        var ensemble = RandomTrees.Ensemble(5, 7, 12, 25, categorical, link: link);
        var rows = RandomTrees.Rows(ensemble, 800, 5);
        var models = ensemble.Trees.Select(Numbered).Append(ensemble).ToArray();
        var names = models.Select((_, index) => $"model{index}").ToArray();
        foreach (var (name, model) in names.Zip(models)) Save(folder, name, model, rows);
        PeerTools.Onnx([folder.Path, .. names]);
        var predictions = PeerTools.Floats(folder.File($"{names[^1]}.predictions"));
        for (var row = 0; row < rows.RowCount; row++) Assert.Equal(ensemble.Predict(rows.Row(row)), predictions[row], 1e-5);
        for (var tree = 0; tree < ensemble.Trees.Count; tree++)
        {
            var leaves = PeerTools.Floats(folder.File($"{names[tree]}.predictions"));
            for (var row = 0; row < rows.RowCount; row++) Assert.Equal(ensemble.LeafIndex(tree, rows.Row(row)), leaves[row]);
        }

        // A one-tree model whose leaves are worth their numbers shows which leaf a row reaches.
        TreeEnsemble Numbered(DecisionTree tree) => new(
            ensemble.Features,
            [new DecisionTree(tree.Nodes, [.. tree.Leaves.Select((_, leaf) => new TreeLeaf(leaf, 1))], tree.CategorySets)],
            0,
            LinkFunction.Identity);
    }

    private static void Save(TemporaryFolder folder, string name, TreeEnsemble model, FeatureMatrix rows)
    {
        using (var stream = File.Create(folder.File($"{name}.onnx"))) OnnxModel.Write(model, stream);
        PeerTools.WriteRows(folder.File($"{name}.rows"), rows);
    }
}
