namespace ChurnPredict.Boosting;

/// <summary>
/// One tree of XGBoost's document: parallel arrays over nodes and leaves alike, some of which may be deleted, in any order.
/// Where a node is categorical, its listed categories go right there and its children change sides here.
/// </summary>
internal sealed class XGBoostTree
{
    private const int MaxCategory = 1 << 24;

    private readonly JsonPlace _place;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _features;
    private readonly float[] _conditions;
    private readonly bool[] _defaultLeft;
    private readonly float[] _covers;
    private readonly float[] _gains;
    private readonly Dictionary<int, int[]> _categories;

    public XGBoostTree(JsonPlace place, int featureCount)
    {
        _place = place;
        (_left, _right) = (place["left_children"].Integers(), place["right_children"].Integers());
        _features = place["split_indices"].Integers();
        _conditions = place["split_conditions"].SpecialFloats();
        _defaultLeft = place["default_left"].Flags();
        (_covers, _gains) = (place["sum_hessian"].Floats(), place["loss_changes"].Floats());
        var count = _left.Length;
        place.ThrowUnless(
            count > 0 && new[] { _right.Length, _features.Length, _conditions.Length, _defaultLeft.Length, _covers.Length, _gains.Length }
                .All(length => length == count),
            $"{Math.Max(count, 1)} values in each array");
        place.ThrowUnless(
            Enumerable.Range(0, count).All(node => _left[node] < 0 || (uint)_features[node] < (uint)featureCount),
            $"features 0 to {featureCount - 1}");
        _categories = ReadCategories();
        place["split_conditions"].ThrowUnless(
            Enumerable.Range(0, count).All(IsConditionFit), "finite leaf values and no NaN to compare with");
    }

    private bool IsConditionFit(int node) =>
        _left[node] < 0 ? float.IsFinite(_conditions[node]) : !float.IsNaN(_conditions[node]) || _categories.ContainsKey(node);

    /// <summary>The tree in our order, its leaf values multiplied.</summary>
    public DecisionTree ToTree(float leafWeight)
    {
        var (order, childOf) = Order();
        var (nodes, sets) = (new List<TreeNode>(), new List<ulong>());
        var leaves = new List<TreeLeaf>();
        foreach (var source in order)
        {
            if (_left[source] < 0) leaves.Add(new TreeLeaf((double)_conditions[source] * leafWeight, _covers[source]));
            else nodes.Add(Node(source, childOf, sets));
        }

        return new DecisionTree([.. nodes], [.. leaves], [.. sets]);
    }

    /// <summary>The nodes reached from the root, level by level, and our number of each: ≥ 0 a split, <c>~leaf</c> otherwise.</summary>
    private (List<int> Order, Dictionary<int, int> ChildOf) Order()
    {
        var order = new List<int> { 0 };
        var childOf = new Dictionary<int, int> { [0] = _left[0] < 0 ? ~0 : 0 };
        var (nodes, leaves) = (_left[0] < 0 ? 0 : 1, _left[0] < 0 ? 1 : 0);
        for (var index = 0; index < order.Count; index++)
        {
            var parent = order[index];
            if (_left[parent] < 0) continue;
            foreach (var child in new[] { _left[parent], _right[parent] })
            {
                var isInside = (uint)child < (uint)_left.Length;
                var isNew = isInside && childOf.TryAdd(child, _left[child] < 0 ? ~leaves++ : nodes++);
                if (!isNew)
                {
                    throw new InvalidTreeEnsembleException(
                        $"child {child} of node {parent}, out of range or reached twice", "each node once", _place.Where);
                }

                order.Add(child);
            }
        }

        return (order, childOf);
    }

    private TreeNode Node(int source, Dictionary<int, int> childOf, List<ulong> sets)
    {
        var (left, right) = (childOf[_left[source]], childOf[_right[source]]);
        if (!_categories.TryGetValue(source, out var categories))
        {
            var threshold = MathF.BitDecrement(_conditions[source]);
            return new TreeNode(_features[source], threshold, _defaultLeft[source], left, right, _covers[source], _gains[source]);
        }

        var start = sets.Count;
        foreach (var category in categories)
        {
            while (sets.Count - start <= category >> 6) sets.Add(0);
            sets[start + (category >> 6)] |= 1UL << (category & 63);
        }

        // An empty set still has to be one, or the node would count as numeric.
        if (sets.Count == start) sets.Add(0);
        return new TreeNode(
            _features[source], 0, !_defaultLeft[source], right, left, _covers[source], _gains[source], start, sets.Count - start);
    }

    private Dictionary<int, int[]> ReadCategories()
    {
        var byNode = new Dictionary<int, int[]>();
        if (_place.TryGet("categories_nodes") is not { } nodesPlace) return byNode;
        var (nodes, all) = (nodesPlace.Integers(), _place["categories"].Integers());
        var (starts, sizes) = (_place["categories_segments"].Integers(), _place["categories_sizes"].Integers());
        nodesPlace.ThrowUnless(nodes.Length == starts.Length && nodes.Length == sizes.Length, "as many segments and sizes as nodes");
        for (var index = 0; index < nodes.Length; index++)
        {
            var isInside = starts[index] >= 0 && sizes[index] >= 0 && (long)starts[index] + sizes[index] <= all.Length;
            _place["categories_segments"].ThrowUnless(isInside, $"segments within the {all.Length} categories");
            var categories = all[starts[index]..(starts[index] + sizes[index])];
            _place["categories"].ThrowUnless(
                categories.All(category => category is >= 0 and < MaxCategory), $"categories 0 to {MaxCategory - 1}");
            byNode[nodes[index]] = categories;
        }

        return byNode;
    }
}
