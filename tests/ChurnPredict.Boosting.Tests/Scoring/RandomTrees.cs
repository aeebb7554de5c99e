namespace ChurnPredict.Boosting.Tests;

/// <summary>Seeded ensembles and rows that visit the corners: missing both ways, thresholds hit exactly, categories, infinities.</summary>
internal static class RandomTrees
{
    private static readonly float[] Corners =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0f, float.Epsilon, -float.Epsilon, float.MaxValue, -1f, 1f];

    public static TreeEnsemble Ensemble(
        int seed,
        int featureCount = 6,
        int treeCount = 20,
        int leafCount = 16,
        int categoricalFeatures = 0,
        int thresholdCount = 40,
        LinkFunction link = LinkFunction.Logistic)
    {
        var random = new Random(seed);
        var features = Enumerable.Range(0, featureCount)
            .Select(feature => new FeatureColumn($"f{feature}", feature < categoricalFeatures))
            .ToArray();
        var trees = Enumerable.Range(0, treeCount).Select(_ => Tree(random, features, leafCount, thresholdCount)).ToArray();
        return new TreeEnsemble(features, trees, (random.NextDouble() - 0.5) * 2, link);
    }

    public static FeatureMatrix Rows(TreeEnsemble ensemble, int rowCount, int seed, bool corners = true)
    {
        var random = new Random(seed);
        var thresholds = ensemble.Trees.SelectMany(tree => tree.Nodes)
            .Where(node => node.CategoryWordCount == 0)
            .ToLookup(node => node.Feature, node => node.Threshold);
        var values = new float[rowCount * ensemble.Features.Count];
        for (var index = 0; index < values.Length; index++)
            values[index] = Value(random, ensemble.Features, thresholds, index % ensemble.Features.Count, corners);
        return new FeatureMatrix(values, rowCount, ensemble.Features.Count, ensemble.Features);
    }

    private static float Value(
        Random random, IReadOnlyList<FeatureColumn> features, ILookup<int, float> thresholds, int feature, bool corners)
    {
        var kind = random.Next(10);
        if (kind == 0) return float.NaN;
        if (features[feature].IsCategorical) return random.Next(corners ? -2 : 0, 150);
        if (kind == 1 && corners) return Corners[random.Next(Corners.Length)];
        var own = thresholds[feature].ToArray();
        if (kind < 5 && own.Length > 0)
        {
            var threshold = own[random.Next(own.Length)];
            return random.Next(3) switch { 0 => threshold, 1 => MathF.BitIncrement(threshold), _ => MathF.BitDecrement(threshold) };
        }

        return (float)((random.NextDouble() - 0.5) * 12);
    }

    private static DecisionTree Tree(Random random, FeatureColumn[] features, int leafCount, int thresholdCount)
    {
        var nodes = new List<TreeNode>();
        var sets = new List<ulong>();
        var leaves = new List<TreeLeaf> { new(Draw(random), random.Next(1, 1000)) };
        var openings = new List<(int Parent, bool Left)> { (-1, false) };
        while (leaves.Count < leafCount)
        {
            // Split a random leaf: its number stays with the left child, a new leaf goes right.
            var split = random.Next(leaves.Count);
            var (parent, left) = openings[split];
            if (parent >= 0) nodes[parent] = left ? nodes[parent] with { Left = nodes.Count } : nodes[parent] with { Right = nodes.Count };
            openings[split] = (nodes.Count, true);
            openings.Add((nodes.Count, false));
            leaves.Add(new TreeLeaf(Draw(random), random.Next(1, 1000)));
            nodes.Add(Node(random, features, sets, thresholdCount) with { Left = ~split, Right = ~(leaves.Count - 1) });
        }

        return new DecisionTree(WithCovers(nodes, leaves), [.. leaves], [.. sets]);
    }

    private static TreeNode Node(Random random, FeatureColumn[] features, List<ulong> sets, int thresholdCount)
    {
        var feature = random.Next(features.Length);
        var missingGoesLeft = random.Next(2) == 0;
        if (!features[feature].IsCategorical)
        {
            var threshold = random.Next(12) == 0 ? 0f : (random.Next(thresholdCount) - (thresholdCount / 2)) * 10f / thresholdCount;
            return new TreeNode(feature, threshold, missingGoesLeft, 0, 0, 0, random.NextDouble());
        }

        var words = random.Next(1, 3);
        sets.AddRange(Enumerable.Range(0, words).Select(_ => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue))));
        return new TreeNode(feature, 0, missingGoesLeft, 0, 0, 0, random.NextDouble(), sets.Count - words, words);
    }

    private static TreeNode[] WithCovers(List<TreeNode> nodes, List<TreeLeaf> leaves)
    {
        double Cover(int child) => child >= 0 ? nodes[child].Cover : leaves[~child].Cover;
        for (var index = nodes.Count - 1; index >= 0; index--)
            nodes[index] = nodes[index] with { Cover = Cover(nodes[index].Left) + Cover(nodes[index].Right) };
        return [.. nodes];
    }

    private static double Draw(Random random) => (random.NextDouble() - 0.5) * 0.4;
}
