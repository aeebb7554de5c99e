using System.Diagnostics;

namespace ChurnPredict.Boosting;

/// <summary>Grows one tree after another on the same rows and bins.</summary>
internal sealed class TreeLearner
{
    private readonly GradientBoostingOptions _options;
    private readonly RowPartition _partition;
    private readonly LeafEvaluator _evaluator;
    private readonly SharingTrial _sharing;
    private readonly List<GrowingLeaf> _leaves = [];
    private readonly List<GrowingNode> _nodes = [];
    private readonly List<(int Node, bool IsLeft)?> _places = [];
    private SplitFinder _finder;
    private readonly BinnedMatrix _bins;

    public TreeLearner(
        BinnedMatrix bins, GradientBoostingOptions options, QuantizedGradients gradients, RowPartition partition, WorkerCrew crew)
    {
        (_bins, _options, _partition) = (bins, options, partition);
        _evaluator = new LeafEvaluator(bins, options, gradients, partition, crew);
        _sharing = new SharingTrial((long)bins.RowCount * bins.Slots.Length, crew.Size);
        _finder = new SplitFinder(bins, options, gradients);
        Gradients = gradients;
    }

    private QuantizedGradients Gradients { get; }

    /// <summary>Grows a tree on the rows of the partition, whose ranges are its leaves' rows afterwards.</summary>
    /// <param name="features">Features that it may split on, ascending.</param>
    public GrownTree Grow(int[] features)
    {
        var started = Stopwatch.GetTimestamp();
        _finder = new SplitFinder(_bins, _options, Gradients);
        _evaluator.Begin(_finder, features, _sharing.IsShared);
        _leaves.Clear();
        _nodes.Clear();
        _places.Clear();
        AddLeaf(0, _partition.Count, 0, _evaluator.SumOfAll(), ValueBounds.None, 0, null);
        if (CanSplit(_leaves[0])) _evaluator.EvaluateRoot(_leaves[0]);
        while (_leaves.Count < _options.MaximumLeaves && NextLeaf() is { } next) SplitLeaf(next);
        foreach (var leaf in _leaves) _evaluator.Release(leaf);
        _sharing.Report(Stopwatch.GetTimestamp() - started);
        return new GrownTree([.. _nodes], [.. _leaves], _finder.ValueUnit);
    }

    private int? NextLeaf()
    {
        int? next = null;
        for (var leaf = 0; leaf < _leaves.Count; leaf++)
        {
            if (_leaves[leaf].Best is { } best && (next is null || IsBefore(_leaves[leaf], best, _leaves[next.Value])))
                next = leaf;
        }

        return next;
    }

    private bool IsBefore(GrowingLeaf leaf, Split split, GrowingLeaf other) =>
        _options.Growth == TreeGrowth.DepthWise && leaf.Depth != other.Depth
            ? leaf.Depth < other.Depth
            : split.Gain > other.Best!.Value.Gain;

    private void SplitLeaf(int index)
    {
        var (parent, split) = (_leaves[index], _leaves[index].Best!.Value);
        var place = _bins.Places[split.Feature];
        var leftCodes = _bins.Slots[place.Slot].CodesOf(place.Position, split.LeftBins);
        var leftCount = _partition.Split(parent.First, parent.Count, place.Slot, leftCodes);
        var node = AddNode(index, split, leftCount, parent.Count, place.Slot, leftCodes);

        var (leftBounds, rightBounds) = BoundsOfChildren(parent, split);
        _leaves[index] = NewLeaf(parent.First, leftCount, parent.Depth + 1, split.LeftSum, leftBounds, split.ExtraL2);
        _places[index] = (node, true);
        var (rightFirst, rightCount) = (parent.First + leftCount, parent.Count - leftCount);
        AddLeaf(rightFirst, rightCount, parent.Depth + 1, parent.Sum - split.LeftSum, rightBounds, split.ExtraL2, (node, false));
        EvaluateChildren(parent, _leaves[index], _leaves[^1]);
    }

    private void EvaluateChildren(GrowingLeaf parent, GrowingLeaf left, GrowingLeaf right)
    {
        if (_leaves.Count < _options.MaximumLeaves && (CanSplit(left) || CanSplit(right)))
            _evaluator.EvaluateChildren(parent, left, right);
        _evaluator.Release(parent);
        if (left.Best is null) _evaluator.Release(left);
        if (right.Best is null) _evaluator.Release(right);
    }

    private int AddNode(int leaf, Split split, int leftCount, int count, int slot, BinSet leftCodes)
    {
        var bins = _bins.Bins[split.Feature];
        var missingGoesLeft = bins.HasMissing && _evaluator.SawMissing(split, _leaves[leaf])
            ? split.LeftBins.Contains(bins.MissingBin)
            : leftCount * 2L >= count;
        var node = _nodes.Count;
        _nodes.Add(new GrowingNode
        {
            Split = split,
            Slot = slot,
            LeftCodes = leftCodes,
            MissingGoesLeft = missingGoesLeft,
            Left = ~leaf,
            Right = ~_leaves.Count,
        });
        if (_places[leaf] is not { } above) return node;
        if (above.IsLeft) _nodes[above.Node].Left = node;
        else _nodes[above.Node].Right = node;
        return node;
    }

    private bool CanSplit(GrowingLeaf leaf) =>
        leaf.Count >= 2L * _options.MinimumLeafRows && !(leaf.Depth >= _options.MaximumDepth);

    private (ValueBounds Left, ValueBounds Right) BoundsOfChildren(GrowingLeaf parent, Split split)
    {
        var monotone = _bins.Columns[split.Feature].Monotone;
        if (monotone == MonotoneConstraint.None) return (parent.Bounds, parent.Bounds);
        var left = _finder.Value(split.LeftSum, parent.Bounds);
        var right = _finder.Value(parent.Sum - split.LeftSum, parent.Bounds);
        var middle = left + (right - left) / 2;
        var below = parent.Bounds with { Upper = middle };
        var above = parent.Bounds with { Lower = middle };
        return monotone == MonotoneConstraint.Increasing ? (below, above) : (above, below);
    }

    private GrowingLeaf NewLeaf(int first, int count, int depth, long sum, ValueBounds bounds, double extraL2) => new()
    {
        First = first,
        Count = count,
        Depth = depth,
        Sum = sum,
        Bounds = bounds,
        Value = _finder.Value(sum, bounds, extraL2),
    };

    private void AddLeaf(
        int first, int count, int depth, long sum, ValueBounds bounds, double extraL2, (int Node, bool IsLeft)? place)
    {
        _leaves.Add(NewLeaf(first, count, depth, sum, bounds, extraL2));
        _places.Add(place);
    }
}
