namespace ChurnPredict.Boosting;

/// <summary>
/// An ensemble laid out for blocks of rows. A block turns each feature into bytes once (<see cref="Columns"/>); then every tree
/// is decided for all rows of the block at once: from the last node to the root, a node takes, row by row, the leaf number of
/// its left or right child, so the root ends up with the leaf of each row, without a branch. The idea of evaluating all nodes
/// on bytes is that of RapidScorer (Ye et al., KDD 2018); choosing leaf numbers bottom-up takes one compare and one blend a
/// node, where its bit masks take one compare and several ANDs, and has no limit at 64 leaves.
/// </summary>
internal sealed class BinnedForest
{
    private const int MaxSlots = ushort.MaxValue;

    private readonly List<BinColumn> _columns = [];
    private readonly Dictionary<int, float[]> _thresholds = [];
    private readonly Dictionary<int, BinColumn[]> _numeric = [];
    private readonly Dictionary<string, BinColumn> _categorical = [];

    public BinnedForest(TreeEnsemble ensemble)
    {
        Trees = [.. ensemble.Trees];
        CollectThresholds();
        NodeStarts = new int[Trees.Length + 1];
        LeafStarts = new int[Trees.Length + 1];
        IsBinned = new bool[Trees.Length];
        var nodes = new List<BinnedNode>();
        var leafValues = new List<double>();
        for (var index = 0; index < Trees.Length; index++)
        {
            IsBinned[index] = Trees[index].Leaves.Length <= BinnedNode.MaxLeaves && SlotCount + (2L * Trees[index].Nodes.Length) < MaxSlots;
            if (IsBinned[index]) nodes.AddRange(Trees[index].Nodes.Select(node => Bin(Trees[index], node)));
            leafValues.AddRange(Trees[index].Leaves.Select(leaf => leaf.Value));
            while (leafValues.Count % 32 != 0) leafValues.Add(0);
            (NodeStarts[index + 1], LeafStarts[index + 1]) = (nodes.Count, leafValues.Count);
        }

        (Nodes, LeafValues, Columns) = ([.. nodes], [.. leafValues], [.. _columns]);
    }

    /// <summary>The trees themselves.</summary>
    public DecisionTree[] Trees { get; }

    /// <summary>How features become bytes.</summary>
    public BinColumn[] Columns { get; }

    /// <summary>Columns of bytes in a block.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Whether a tree is decided on bytes; one that is too large for that is walked.</summary>
    public bool[] IsBinned { get; }

    /// <summary>Nodes of tree <c>t</c> are <c>[NodeStarts[t], NodeStarts[t + 1])</c>; none if it is walked.</summary>
    public int[] NodeStarts { get; }

    /// <summary>All nodes, parents before children within a tree.</summary>
    public BinnedNode[] Nodes { get; }

    /// <summary>Where the leaf values of tree <c>t</c> start; each tree's are filled up to a multiple of 32.</summary>
    public int[] LeafStarts { get; }

    /// <summary>All leaf values.</summary>
    public double[] LeafValues { get; }

    private void CollectThresholds()
    {
        var numeric = Trees.SelectMany(tree => tree.Nodes).Where(node => node.CategoryWordCount == 0);
        foreach (var feature in numeric.GroupBy(node => node.Feature))
            _thresholds[feature.Key] = [.. feature.Select(node => node.Threshold == 0 ? 0 : node.Threshold).Distinct().Order()];
        foreach (var (feature, thresholds) in _thresholds)
        {
            _numeric[feature] = [.. thresholds.Chunk(BinColumn.MaxThresholds).Select(chunk => new BinColumn(feature, chunk))];
            _columns.AddRange(_numeric[feature]);
        }
    }

    private BinnedNode Bin(DecisionTree tree, in TreeNode node)
    {
        var (column, rank) = node.CategoryWordCount > 0 ? (CategoricalColumn(tree, node), 0) : NumericColumn(node);
        var slot = node.MissingGoesLeft ? column.MissingLeftSlot ??= SlotCount++ : column.MissingRightSlot ??= SlotCount++;
        return new BinnedNode((ushort)slot, (ushort)(rank + (node.MissingGoesLeft ? 1 : 0)), Place(node.Left), Place(node.Right));
    }

    private (BinColumn Column, int Rank) NumericColumn(in TreeNode node)
    {
        var index = Array.BinarySearch(_thresholds[node.Feature], node.Threshold);
        return (_numeric[node.Feature][index / BinColumn.MaxThresholds], index % BinColumn.MaxThresholds);
    }

    private BinColumn CategoricalColumn(DecisionTree tree, in TreeNode node)
    {
        var words = tree.CategorySets.AsSpan(node.CategoryWordStart, node.CategoryWordCount).ToArray();
        var key = $"{node.Feature}:{string.Join(',', words)}";
        if (_categorical.TryGetValue(key, out var known)) return known;
        var column = new BinColumn(node.Feature, words);
        _columns.Add(column);
        return _categorical[key] = column;
    }

    private static ushort Place(int child) => (ushort)(child >= 0 ? BinnedNode.MaxLeaves + child : ~child);
}
