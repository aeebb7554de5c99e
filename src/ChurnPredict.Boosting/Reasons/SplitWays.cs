namespace ChurnPredict.Boosting;

/// <summary>What lies above each split of a tree.</summary>
internal sealed class SplitWays
{
    private readonly Way[] _ways;

    /// <exception cref="ArgumentException">More than <see cref="LeafPaths.MaxItems"/> distinct features lie on one way.</exception>
    public SplitWays(DecisionTree tree)
    {
        var parents = LeafParents.Of(tree);
        _ways = new Way[tree.Nodes.Length];
        var features = new int[tree.Nodes.Length];
        for (var index = 0; index < _ways.Length; index++)
        {
            var leftRatio = parents.Share(new LeafParents.Step(index, GoesLeft: true));
            var earlier = Earlier(tree, parents, index);
            features[index] = (parents.StepTo(index) is { } above ? features[above.Node] : 0) + (earlier is null ? 1 : 0);
            MostFeatures = Math.Max(MostFeatures, features[index]);
            _ways[index] = earlier is { } step
                ? new Way((2 * step.Node) + (step.GoesLeft ? 0 : 1), _ways[step.Node].EarlierShare * parents.Share(step), leftRatio)
                : new Way(null, 1, leftRatio);
        }

        if (MostFeatures > LeafPaths.MaxItems)
            throw new ArgumentException($"a leaf lies behind more than {LeafPaths.MaxItems} distinct features; explanations take at most that");
    }

    /// <summary>Most distinct features on the way to a leaf.</summary>
    public int MostFeatures { get; }

    /// <summary>What lies above a split.</summary>
    public Way this[int split] => _ways[split];

    /// <summary>The nearest decision above on the same feature; null when there is none.</summary>
    private static LeafParents.Step? Earlier(DecisionTree tree, LeafParents parents, int index)
    {
        var step = parents.StepTo(index);
        while (step is { } known && tree.Nodes[known.Node].Feature != tree.Nodes[index].Feature) step = parents.StepTo(known.Node);
        return step;
    }

    /// <summary>What lies above a split.</summary>
    /// <param name="Earlier">The side of the nearest split above on the same feature, 2 · split for left and one more for right; null =
    /// there is none.</param>
    /// <param name="EarlierShare">Share of the training weight that agrees with all decisions on the feature down to that side; 1
    /// without one.</param>
    /// <param name="LeftRatio">Of the training weight at the split, the share that goes left.</param>
    internal readonly record struct Way(int? Earlier, double EarlierShare, double LeftRatio);
}
