using System.Text;

namespace ChurnPredict.Boosting.Tests;

public sealed class LightGbmTextTests
{
    [Theory]
    [InlineData(LinkFunction.Logistic)]
    [InlineData(LinkFunction.Identity)]
    [InlineData(LinkFunction.Exponential)]
    public void Read_WhatWasWritten_ScoresTheSameBits(LinkFunction link)
    {
        var ensemble = RandomTrees.Ensemble(6, 7, 15, 25, link: link);
        var back = Read(Write(ensemble));
        var rows = RandomTrees.Rows(ensemble, 500, 5);
        Assert.Equal(link, back.Link);
        Assert.Equal(ensemble.Trees.SelectMany(tree => tree.Nodes), back.Trees.SelectMany(tree => tree.Nodes));
        for (var row = 0; row < rows.RowCount; row++) Assert.Equal(ensemble.RawScore(rows.Row(row)), back.RawScore(rows.Row(row)));
    }

    [Fact]
    public void Read_WrittenCategories_ScoreTheSameBits()
    {
        var ensemble = MissingRight(RandomTrees.Ensemble(6, 5, 15, 25, 3));
        var back = Read(Write(ensemble));
        var rows = RandomTrees.Rows(ensemble, 500, 5);
        for (var row = 0; row < rows.RowCount; row++) Assert.Equal(ensemble.RawScore(rows.Row(row)), back.RawScore(rows.Row(row)));
    }

    [Fact]
    public void Write_Stump_IsTheDocumentedText()
    {
        var tree = new DecisionTree([new TreeNode(1, 0.5f, true, ~0, ~1, 30, 12.5)], [new TreeLeaf(-0.25, 10), new TreeLeaf(0.125, 20)]);
        var ensemble = new TreeEnsemble([new FeatureColumn("age"), new FeatureColumn("days since")], [tree], 1, LinkFunction.Logistic);
        Assert.Equal(
            """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            feature_names=age days_since
            feature_infos=none [-inf:inf]
            tree_sizes=259

            Tree=0
            num_leaves=2
            num_cat=0
            split_feature=1
            split_gain=12.5
            threshold=0.5
            decision_type=10
            left_child=-1
            right_child=-2
            leaf_value=0.75 1.125
            leaf_weight=10 20
            leaf_count=10 20
            internal_value=0
            internal_weight=30
            internal_count=30
            is_linear=0
            shrinkage=1


            end of trees

            feature_importances:
            days_since=1

            parameters:
            end of parameters

            pandas_categorical:null

            """,
            Write(ensemble));
    }

    [Theory]
    // Missing values: 0 none (read as 0), 4 zero, 8 NaN; 2 goes left by default.
    [InlineData(0, "0.5", float.NaN, 0)]
    [InlineData(0, "-0.5", float.NaN, 1)]
    [InlineData(2, "-0.5", float.NaN, 1)]
    [InlineData(8, "0.5", float.NaN, 1)]
    [InlineData(10, "-0.5", float.NaN, 0)]
    [InlineData(6, "0.5", 0f, 0)]
    [InlineData(6, "0.5", float.NaN, 0)]
    [InlineData(4, "1.0000000180025095e-35", 0f, 1)]
    [InlineData(4, "1.0000000180025095e-35", -1f, 0)]
    [InlineData(6, "-1.0000000180025095e-35", 0f, 0)]
    [InlineData(6, "-1.0000000180025095e-35", 1f, 1)]
    // The double between two floats: 16777217 has no float32.
    [InlineData(8, "16777217", 16777216f, 0)]
    [InlineData(8, "16777217", 16777218f, 1)]
    [InlineData(8, "inf", float.PositiveInfinity, 0)]
    public void Read_DecisionTypes_GoWhereLightGbmGoes(int decision, string threshold, float value, int expected) =>
        Assert.Equal(expected, Read(Stump(decision, threshold)).LeafIndex(0, [value]));

    [Theory]
    [InlineData("num_leaves=2", "num_leaves=3")]
    [InlineData("num_leaves=2", "num_leaves=2000000000")]
    [InlineData("num_leaves=2", "num_leaves=-1")]
    [InlineData("left_child=-1", "left_child=0")]
    [InlineData("left_child=-1", "left_child=-2")]
    [InlineData("left_child=-1", "left_child=7")]
    [InlineData("split_feature=0", "split_feature=1")]
    [InlineData("split_feature=0", "split_feature=-1")]
    [InlineData("threshold=0.5", "threshold=nan")]
    [InlineData("threshold=0.5", "threshold=x")]
    [InlineData("leaf_value=1 2", "leaf_value=1 inf")]
    [InlineData("leaf_value=1 2", "leaf_value=1 2 3")]
    [InlineData("decision_type=8", "decision_type=9")]
    [InlineData("decision_type=8", "decision_type=4")] // Zeros are missing and go right, against 0 ≤ 0.5.
    [InlineData("num_class=1", "num_class=3")]
    [InlineData("max_feature_idx=0", "max_feature_idx=2000000000")]
    [InlineData("objective=binary sigmoid:1", "objective=lambdarank")]
    [InlineData("objective=binary sigmoid:1", "objective=binary sigmoid:-1")]
    [InlineData("tree\n", "forest\n")]
    [InlineData("end of trees", "")]
    [InlineData("is_linear=0", "is_linear=1")]
    public void Read_HostileText_IsRefused(string field, string replacement)
    {
        var text = Replace(Stump(8, "0.5"), field, replacement);
        var exception = Assert.Throws<InvalidTreeEnsembleException>(() => Read(text));
        Assert.Contains("model.txt", exception.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Sigmoid_ScalesTheRawScore() =>
        Assert.Equal(1 / (1 + Math.Exp(-0.5)), Read(Replace(Stump(8, "0.5"), "sigmoid:1", "sigmoid:0.5")).Predict([0f]), 12);

    [Fact]
    public void Write_CategoricalSplitWithMissingLeft_Throws()
    {
        var tree = new DecisionTree([new TreeNode(0, 0, true, ~0, ~1, 2, 0, 0, 1)], [new TreeLeaf(1, 1), new TreeLeaf(2, 1)], [5]);
        var ensemble = new TreeEnsemble([new FeatureColumn("plan", true)], [tree], 0, LinkFunction.Identity);
        Assert.Throws<NotSupportedException>(() => Write(ensemble));
    }

    private static string Stump(int decision, string threshold) => string.Join('\n', [
        "tree", "version=v4", "num_class=1", "num_tree_per_iteration=1", "label_index=0", "max_feature_idx=0",
        "objective=binary sigmoid:1", "feature_names=age", "feature_infos=[0:1]", "tree_sizes=1", "",
        "Tree=0", "num_leaves=2", "num_cat=0", "split_feature=0", "split_gain=1", $"threshold={threshold}", $"decision_type={decision}",
        "left_child=-1", "right_child=-2", "leaf_value=1 2", "leaf_weight=1 1", "leaf_count=1 1", "is_linear=0", "shrinkage=1", "", "",
        "end of trees", ""]);

    private static string Replace(string text, string old, string replacement)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private static TreeEnsemble MissingRight(TreeEnsemble ensemble) => new(
        ensemble.Features,
        [.. ensemble.Trees.Select(tree => new DecisionTree(
            [.. tree.Nodes.Select(node => node.CategoryWordCount > 0 ? node with { MissingGoesLeft = false } : node)],
            tree.Leaves,
            tree.CategorySets))],
        ensemble.BaseScore,
        ensemble.Link);

    private static string Write(TreeEnsemble ensemble)
    {
        using var stream = new MemoryStream();
        LightGbmText.Write(ensemble, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static TreeEnsemble Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return LightGbmText.Read(stream, "model.txt");
    }
}
