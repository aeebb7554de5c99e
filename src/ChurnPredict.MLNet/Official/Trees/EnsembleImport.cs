using ChurnPredict.Boosting;
using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>
/// ML.NET's trees as an ensemble of ours. In its trees a value above the threshold goes right, a row that has one of a categorical
/// split's categories goes right, and a negative child <c>~c</c> is leaf c, as here. Its trees hold no covers, so the training rows are
/// sent through them.
/// </summary>
internal static class EnsembleImport
{
    public static TreeEnsemble Of(FittedTrees fitted, SlotLayout layout, LinkFunction link, TrainingData training, int? threadCount)
    {
        var trees = fitted.Trees.Select((tree, index) => TreeOf(tree, fitted.Slope * fitted.Weights[index], layout)).ToArray();
        var baseScore = (fitted.Slope * fitted.Bias) + fitted.Offset;
        var uncovered = new TreeEnsemble(layout.Features, trees, baseScore, link);
        var covered = new DecisionTree[trees.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { MaxDegreeOfParallelism = threadCount ?? Environment.ProcessorCount }, index =>
            covered[index] = WithCovers(trees[index], LeafCovers(uncovered, index, training)));
        return new TreeEnsemble(layout.Features, covered, baseScore, link);
    }

    private static DecisionTree TreeOf(RegressionTreeBase tree, double factor, SlotLayout layout)
    {
        if (tree.NumberOfNodes == 0) return new DecisionTree([], [new TreeLeaf(tree.LeafValues.Count > 0 ? factor * tree.LeafValues[0] : 0, 0)]);
        var sets = new List<ulong>();
        var nodes = new TreeNode[tree.NumberOfNodes];
        for (var node = 0; node < nodes.Length; node++) nodes[node] = NodeOf(tree, node, layout, sets);
        var leaves = tree.LeafValues.Take(tree.NumberOfLeaves).Select(value => new TreeLeaf(factor * value, 0)).ToArray();
        return new DecisionTree(nodes, leaves, [.. sets]);
    }

    private static TreeNode NodeOf(RegressionTreeBase tree, int node, SlotLayout layout, List<ulong> sets)
    {
        var (low, high, gain) = (tree.LeftChild[node], tree.RightChild[node], Math.Max(0, tree.SplitGains[node]));
        if (tree.CategoricalSplitFlags[node])
        {
            var places = tree.GetCategoricalSplitFeaturesAt(node).Select(layout.At).ToArray();
            return CategoryNode(places[0].Feature, [.. places.Select(place => place.Category!.Value)], low, high, gain, sets);
        }

        var (feature, category) = layout.At(tree.NumericalSplitFeatureIndexes[node]);
        var threshold = tree.NumericalSplitThresholds[node];
        if (category is not { } number) return new TreeNode(feature, threshold, MissingGoesLeft: true, low, high, 0, gain);
        if (threshold < 0) return CategoryNode(feature, [], high, high: low, gain, sets);
        return CategoryNode(feature, threshold < 1 ? [number] : [], low, high, gain, sets);
    }

    /// <summary>Here the categories of the set go left and everything else goes right, so the children change sides.</summary>
    private static TreeNode CategoryNode(int feature, int[] categories, int low, int high, double gain, List<ulong> sets)
    {
        var words = new ulong[(categories.DefaultIfEmpty(0).Max() / 64) + 1];
        foreach (var category in categories) words[category / 64] |= 1UL << (category % 64);
        var start = sets.Count;
        sets.AddRange(words);
        return new TreeNode(feature, 0, MissingGoesLeft: false, high, low, 0, gain, start, words.Length);
    }

    private static double[] LeafCovers(TreeEnsemble ensemble, int tree, TrainingData training)
    {
        var covers = new double[ensemble.Trees[tree].Leaves.Length];
        for (var row = 0; row < training.Features.RowCount; row++)
            covers[ensemble.LeafIndex(tree, training.Features.Row(row))] += training.Weights?[row] ?? 1;
        return covers;
    }

    private static DecisionTree WithCovers(DecisionTree tree, double[] leafCovers)
    {
        var nodes = tree.Nodes.ToArray();
        double CoverOf(int child) => child >= 0 ? nodes[child].Cover : leafCovers[~child];
        for (var node = nodes.Length - 1; node >= 0; node--)
            nodes[node] = nodes[node] with { Cover = CoverOf(nodes[node].Left) + CoverOf(nodes[node].Right) };
        return new DecisionTree(nodes, [.. tree.Leaves.Select((leaf, index) => leaf with { Cover = leafCovers[index] })], tree.CategorySets);
    }
}
