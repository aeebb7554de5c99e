namespace ChurnPredict.Boosting;

/// <summary>One tree of LightGBM's text. Children are numbered as ours are: nodes from 0, leaves as complements.</summary>
internal sealed class LightGbmTree
{
    // LightGBM takes values this close to 0 for 0.
    private const float ZeroLimit = 1e-35f;

    private readonly LightGbmFields _fields;
    private readonly int _featureCount;
    private readonly double _scale;
    private readonly int _leafCount;

    public LightGbmTree(LightGbmFields fields, int featureCount, double scale)
    {
        (_fields, _featureCount, _scale) = (fields, featureCount, scale);
        _leafCount = fields.Integer("num_leaves");
        if (_leafCount < 1) throw fields.Invalid($"num_leaves={_leafCount}", "1 or more");
        if (fields.Has("is_linear") && fields.Integer("is_linear") != 0) throw fields.Invalid("linear leaves", "constant ones");
    }

    public DecisionTree ToTree()
    {
        var values = _fields.List<double>("leaf_value", _leafCount);
        var covers = Covers("leaf", _leafCount);
        var sets = new List<ulong>();
        var nodes = Nodes(sets);
        try
        {
            return new DecisionTree(nodes, [.. values.Zip(covers, (value, cover) => new TreeLeaf(value * _scale, cover))], [.. sets]);
        }
        catch (ArgumentException exception)
        {
            throw _fields.Invalid(exception.Message, "a tree");
        }
    }

    private TreeNode[] Nodes(List<ulong> sets)
    {
        var count = _leafCount - 1;
        var features = _fields.List<int>("split_feature", count);
        var thresholds = _fields.List<double>("threshold", count);
        var decisions = _fields.List<int>("decision_type", count);
        var (left, right) = (_fields.List<int>("left_child", count), _fields.List<int>("right_child", count));
        var gains = _fields.Has("split_gain") ? _fields.List<double>("split_gain", count) : new double[count];
        var covers = Covers("internal", count);
        var categories = Categories();
        var nodes = new TreeNode[count];
        for (var node = 0; node < count; node++)
        {
            if ((uint)features[node] >= (uint)_featureCount)
                throw _fields.Invalid($"split_feature {features[node]} of node {node}", $"0 to {_featureCount - 1}");
            var decision = (LightGbmDecision)decisions[node];
            nodes[node] = decision.HasFlag(LightGbmDecision.Categorical)
                ? Categorical(features[node], thresholds[node], categories, sets)
                : Numeric(node, features[node], thresholds[node], decision);
            nodes[node] = nodes[node] with { Left = left[node], Right = right[node], Gain = gains[node], Cover = covers[node] };
        }

        return nodes;
    }

    /// <summary>Weights where the file has them, otherwise counts, otherwise nothing.</summary>
    private double[] Covers(string kind, int count)
    {
        foreach (var field in new[] { $"{kind}_weight", $"{kind}_count" })
        {
            // A tree of one leaf carries no weights in some versions.
            if (_fields.Has(field) && !(_leafCount == 1 && _fields.Text(field).Length == 0)) return _fields.List<double>(field, count);
        }

        return new double[count];
    }

    private TreeNode Numeric(int node, int feature, double threshold, LightGbmDecision decision)
    {
        var (zeroGoesLeft, defaultLeft) = (threshold >= 0, decision.HasFlag(LightGbmDecision.DefaultLeft));
        if (decision.HasFlag(LightGbmDecision.MissingIsNaN)) return new TreeNode(feature, Floor(threshold), defaultLeft, 0, 0, 0);
        // Without missing values NaN is read as 0.
        if (!decision.HasFlag(LightGbmDecision.MissingIsZero)) return new TreeNode(feature, Floor(threshold), zeroGoesLeft, 0, 0, 0);
        // A split beside zero: the zeros, all of them, go with the default.
        if (Math.Abs(threshold) <= ZeroLimit)
            return new TreeNode(feature, defaultLeft ? ZeroLimit : MathF.BitDecrement(-ZeroLimit), defaultLeft, 0, 0, 0);
        if (defaultLeft != zeroGoesLeft)
            throw _fields.Invalid($"node {node}, where zeros are missing and go against the order", "zeros on their own side");
        return new TreeNode(feature, Floor(threshold), defaultLeft, 0, 0, 0);
    }

    private TreeNode Categorical(int feature, double index, ulong[][] categories, List<ulong> sets)
    {
        if (!(index >= 0 && index < categories.Length)) throw _fields.Invalid($"category set {index}", $"0 to {categories.Length - 1}");
        var words = categories[(int)index];
        sets.AddRange(words);
        return new TreeNode(feature, 0, false, 0, 0, 0, 0, sets.Count - words.Length, words.Length);
    }

    /// <summary>The category sets, 64 a word as ours are; the file has 32 a word.</summary>
    private ulong[][] Categories()
    {
        var count = _fields.Has("num_cat") ? _fields.Integer("num_cat") : 0;
        if (count == 0) return [];
        if (count < 0 || count >= _leafCount) throw _fields.Invalid($"num_cat={count}", $"0 to {_leafCount - 1}");
        var ends = _fields.List<int>("cat_boundaries", count + 1);
        if (ends[0] != 0 || ends[count] < 0 || !ends.Zip(ends.Skip(1)).All(pair => pair.First <= pair.Second))
            throw _fields.Invalid("cat_boundaries out of order", "0 and rising");
        var halves = _fields.List<uint>("cat_threshold", ends[count]);
        return [.. Enumerable.Range(0, count).Select(set => Words(halves.AsSpan(ends[set]..ends[set + 1])))];
    }

    private static ulong[] Words(ReadOnlySpan<uint> halves)
    {
        // At least one word, or the split would count as numeric.
        var words = new ulong[Math.Max((halves.Length + 1) / 2, 1)];
        for (var half = 0; half < halves.Length; half++) words[half / 2] |= (ulong)halves[half] << (32 * (half % 2));
        return words;
    }

    /// <summary>The largest float32 at or below a double.</summary>
    private static float Floor(double threshold)
    {
        var rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }
}
