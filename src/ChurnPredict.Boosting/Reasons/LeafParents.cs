namespace ChurnPredict.Boosting;

/// <summary>A tree read from its leaves upwards.</summary>
internal sealed class LeafParents
{
    private readonly DecisionTree _tree;
    private readonly Step[] _aboveNode;
    private readonly Step[] _aboveLeaf;

    private LeafParents(DecisionTree tree)
    {
        _tree = tree;
        _aboveNode = new Step[tree.Nodes.Length];
        _aboveLeaf = new Step[tree.Leaves.Length];
        for (var index = 0; index < tree.Nodes.Length; index++)
        {
            Above(tree.Nodes[index].Left) = new Step(index, GoesLeft: true);
            Above(tree.Nodes[index].Right) = new Step(index, GoesLeft: false);
        }
    }

    public static LeafParents Of(DecisionTree tree) => new(tree);

    /// <summary>The decision that leads to a node; null for the root.</summary>
    public Step? StepTo(int node) => node == 0 ? null : _aboveNode[node];

    /// <summary>The decisions from the root to a leaf, in this order.</summary>
    public IEnumerable<Step> WayTo(int leaf)
    {
        if (_aboveNode.Length == 0) return [];
        var way = new List<Step>();
        for (var step = _aboveLeaf[leaf]; ; step = _aboveNode[step.Node])
        {
            way.Add(step);
            if (step.Node == 0) break;
        }

        way.Reverse();
        return way;
    }

    /// <summary>
    /// The share of a node's training weight that takes the step. Children's covers are compared with each other, so that the
    /// shares of left and right add up to 1 however the covers were rounded; without any cover both count as likely.
    /// </summary>
    public double Share(Step step)
    {
        var node = _tree.Nodes[step.Node];
        var (left, right) = (Math.Max(Cover(node.Left), 0), Math.Max(Cover(node.Right), 0));
        var total = left + right;
        if (!(total > 0 && double.IsFinite(total))) return 0.5;
        return (step.GoesLeft ? left : right) / total;
    }

    private double Cover(int child) => child >= 0 ? _tree.Nodes[child].Cover : _tree.Leaves[~child].Cover;

    private ref Step Above(int child) => ref child >= 0 ? ref _aboveNode[child] : ref _aboveLeaf[~child];

    /// <summary>One decision on the way to a leaf.</summary>
    /// <param name="Node">Where it is taken.</param>
    /// <param name="GoesLeft">What it is.</param>
    internal readonly record struct Step(int Node, bool GoesLeft);
}
