namespace ChurnPredict.Boosting;

/// <summary>Plain walks from root to leaf: the reference that the vector kernels are tested against.</summary>
internal static class TreeWalk
{
    /// <summary>The leaf of <paramref name="tree"/> that <paramref name="row"/> reaches.</summary>
    public static int LeafIndex(DecisionTree tree, ReadOnlySpan<float> row)
    {
        var (nodes, sets) = (tree.Nodes, tree.CategorySets);
        if (nodes.Length == 0) return 0;
        var child = 0;
        while (child >= 0)
        {
            ref readonly var node = ref nodes[child];
            child = TreeDecision.GoesLeft(node, sets, row[node.Feature]) ? node.Left : node.Right;
        }

        return ~child;
    }
}
