namespace ChurnPredict.Boosting;

/// <summary>The decisions of all nodes of a tree, one bit a row.</summary>
internal static class DecisionMasks
{
    /// <summary>The decisions for one row.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="row">One value a feature.</param>
    /// <param name="goesLeft">One mask a node, overwritten: bit 0 says that the row goes left.</param>
    public static void Fill(DecisionTree tree, ReadOnlySpan<float> row, Span<ulong> goesLeft)
    {
        var (nodes, sets) = (tree.Nodes, tree.CategorySets);
        for (var index = 0; index < nodes.Length; index++)
            goesLeft[index] = TreeDecision.GoesLeft(nodes[index], sets, row[nodes[index].Feature]) ? 1UL : 0;
    }
}
