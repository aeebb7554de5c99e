namespace ChurnPredict.Boosting;

/// <summary>The decisions of all nodes of a tree, one bit a row.</summary>
internal static class DecisionMasks
{
    /// <summary>The decisions for up to 64 rows, each decided by itself.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="rows">Row-major.</param>
    /// <param name="featureCount">Floats a row.</param>
    /// <param name="goesLeft">One mask a node, overwritten: bit <c>r</c> says that row <c>r</c> goes left.</param>
    public static void Fill(DecisionTree tree, ReadOnlySpan<float> rows, int featureCount, Span<ulong> goesLeft)
    {
        var (nodes, sets) = (tree.Nodes, tree.CategorySets);
        for (var index = 0; index < nodes.Length; index++)
        {
            ref readonly var node = ref nodes[index];
            var mask = 0UL;
            var bit = 1UL;
            for (var value = node.Feature; value < rows.Length; value += featureCount, bit <<= 1)
            {
                if (TreeDecision.GoesLeft(node, sets, rows[value])) mask |= bit;
            }

            goesLeft[index] = mask;
        }
    }
}
