namespace ChurnPredict.Boosting;

/// <summary>
/// One tree: inner nodes and leaves in two arrays. Node 0 is the root; a tree of one leaf has no nodes. Children are
/// numbered ≥ 0 for a node and as the complement <c>~leaf</c> for a leaf. Every node stands behind its parent, so a walk ends.
/// </summary>
public sealed class DecisionTree
{
    /// <summary>Makes a tree over existing arrays, which it keeps.</summary>
    /// <param name="nodes">Inner nodes, parents before children.</param>
    /// <param name="leaves">Leaves; always one more than there are nodes.</param>
    /// <param name="categorySets">Bit sets that categorical nodes point into, 64 categories a word; empty without such nodes.</param>
    /// <exception cref="ArgumentException">A child is out of range, reached twice or before its parent, a category set lies
    /// outside, or a value is not finite.</exception>
    public DecisionTree(TreeNode[] nodes, TreeLeaf[] leaves, ulong[]? categorySets = null)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(leaves);
        Nodes = nodes;
        Leaves = leaves;
        CategorySets = categorySets ?? [];
        DecisionTreeValidation.ThrowIfInvalid(this);
    }

    /// <summary>Inner nodes, parents before children.</summary>
    public TreeNode[] Nodes { get; }

    /// <summary>Leaves.</summary>
    public TreeLeaf[] Leaves { get; }

    /// <summary>Bit sets of the categories that go left, 64 a word.</summary>
    public ulong[] CategorySets { get; }
}
