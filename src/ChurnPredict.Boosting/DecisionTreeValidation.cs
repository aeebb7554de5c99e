namespace ChurnPredict.Boosting;

/// <summary>The checks that keep a walk through a tree inside its arrays and finite, whoever wrote the tree.</summary>
internal static class DecisionTreeValidation
{
    public static void ThrowIfInvalid(DecisionTree tree)
    {
        var (nodes, leaves) = (tree.Nodes, tree.Leaves);
        if (leaves.Length != nodes.Length + 1)
            throw new ArgumentException($"{leaves.Length} leaves for {nodes.Length} nodes; expected one more leaf than nodes");

        var nodeReached = new bool[nodes.Length];
        var leafReached = new bool[leaves.Length];
        for (var index = 0; index < nodes.Length; index++)
        {
            var node = nodes[index];
            if (node.Feature < 0) throw new ArgumentException($"node {index} splits on feature {node.Feature}");
            if (float.IsNaN(node.Threshold)) throw new ArgumentException($"node {index} has no threshold");
            if (node.CategoryWordStart < 0 || node.CategoryWordCount < 0
                || (long)node.CategoryWordStart + node.CategoryWordCount > tree.CategorySets.Length)
                throw new ArgumentException($"node {index} points outside the {tree.CategorySets.Length} category words");
            Reach(index, node.Left, nodeReached, leafReached);
            Reach(index, node.Right, nodeReached, leafReached);
        }

        foreach (var leaf in leaves)
        {
            if (!double.IsFinite(leaf.Value)) throw new ArgumentException($"a leaf has the value {leaf.Value}; expected a finite one");
        }
    }

    private static void Reach(int parent, int child, bool[] nodeReached, bool[] leafReached)
    {
        var reached = child >= 0 ? nodeReached : leafReached;
        var index = child >= 0 ? child : ~child;
        if (index >= reached.Length || (child >= 0 && child <= parent) || reached[index])
            throw new ArgumentException($"node {parent} has the child {child}, which is out of range, reached twice or before its parent");
        reached[index] = true;
    }
}
