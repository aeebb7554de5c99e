namespace ChurnPredict.Boosting;

/// <summary>
/// How XGBoost numbers the nodes and leaves of a tree: level by level, and a right child always right behind its sibling, which
/// XGBoost takes for granted. A categorical split's children change sides, since its set goes right there.
/// </summary>
internal sealed class XGBoostLayout
{
    private const uint NoParent = int.MaxValue;

    public XGBoostLayout(DecisionTree tree)
    {
        var count = tree.Nodes.Length + tree.Leaves.Length;
        Children = new int[count];
        LeftNumbers = new int[count];
        Parents = new uint[count];
        (Children[0], Parents[0]) = (tree.Nodes.Length > 0 ? 0 : ~0, NoParent);
        var next = 1;
        for (var number = 0; number < count; number++)
        {
            if (Children[number] < 0)
            {
                LeftNumbers[number] = -1;
                continue;
            }

            var node = tree.Nodes[Children[number]];
            var swaps = node.CategoryWordCount > 0;
            LeftNumbers[number] = next;
            (Children[next], Children[next + 1]) = swaps ? (node.Right, node.Left) : (node.Left, node.Right);
            Parents[next] = Parents[next + 1] = (uint)number;
            next += 2;
        }
    }

    /// <summary>By XGBoost's number, ours: ≥ 0 a node, <c>~leaf</c> otherwise.</summary>
    public int[] Children { get; }

    /// <summary>By XGBoost's number, that of the left child; −1 in a leaf. The right child's is one more.</summary>
    public int[] LeftNumbers { get; }

    /// <summary>By XGBoost's number, that of the parent.</summary>
    public uint[] Parents { get; }
}
