namespace ChurnPredict.Boosting;

/// <summary>
/// A tree in terms of bins, with the rows of its leaves; becomes a <see cref="DecisionTree"/> once leaf values are final.
/// </summary>
/// <param name="Nodes">Splits, parents before children.</param>
/// <param name="Leaves">Leaves, one more than splits.</param>
/// <param name="ValueUnit">What a leaf's value is worth as a raw score.</param>
internal sealed record GrownTree(GrowingNode[] Nodes, GrowingLeaf[] Leaves, double ValueUnit)
{
    /// <summary>The leaf that a row of the matrix reaches: what <see cref="RowPartition.AddToLeftOut"/> is tested against.</summary>
    public int LeafOf(RowCodes codes, int row)
    {
        var place = Nodes.Length == 0 ? ~0 : 0;
        while (place >= 0)
        {
            var node = Nodes[place];
            place = node.LeftCodes.Contains(codes[row, node.Slot]) ? node.Left : node.Right;
        }

        return ~place;
    }

    /// <summary>The tree in terms of values.</summary>
    /// <param name="bins">What the bins mean.</param>
    /// <param name="values">Value of each leaf, learning rate included.</param>
    /// <param name="covers">Weight of each leaf's rows.</param>
    public DecisionTree ToDecisionTree(BinnedMatrix bins, double[] values, double[] covers)
    {
        var nodeCovers = new double[Nodes.Length];
        for (var node = Nodes.Length - 1; node >= 0; node--)
            nodeCovers[node] = CoverOf(Nodes[node].Left, nodeCovers, covers) + CoverOf(Nodes[node].Right, nodeCovers, covers);

        var categoryWords = new List<ulong>();
        var nodes = new TreeNode[Nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
            nodes[node] = NodeOf(Nodes[node], bins.Bins[Nodes[node].Split.Feature], nodeCovers[node], categoryWords);
        return new DecisionTree(nodes, [.. values.Zip(covers, (value, cover) => new TreeLeaf(value, cover))], [.. categoryWords]);
    }

    private static double CoverOf(int child, double[] nodeCovers, double[] leafCovers) =>
        child >= 0 ? nodeCovers[child] : leafCovers[~child];

    private static TreeNode NodeOf(GrowingNode node, FeatureBins bins, double cover, List<ulong> categoryWords)
    {
        var split = node.Split;
        if (!bins.IsCategorical)
        {
            var threshold = ThresholdOf(bins, split.ThresholdBin);
            return new TreeNode(split.Feature, threshold, node.MissingGoesLeft, node.Left, node.Right, cover, split.Gain);
        }

        var start = categoryWords.Count;
        for (var bin = 0; bin < bins.Categories.Length; bin++)
        {
            if (!split.LeftBins.Contains(bin)) continue;
            var category = bins.Categories[bin];
            while (categoryWords.Count - start <= category >> 6) categoryWords.Add(0);
            categoryWords[start + (category >> 6)] |= 1UL << (category & 63);
        }

        // A set of missing values alone still is a categorical split.
        if (categoryWords.Count == start) categoryWords.Add(0);
        return new TreeNode(
            split.Feature, 0, node.MissingGoesLeft, node.Left, node.Right, cover, split.Gain, start, categoryWords.Count - start);
    }

    /// <summary>The last value bin has no threshold: every number goes left, missing values right.</summary>
    private static float ThresholdOf(FeatureBins bins, int bin) =>
        bin < bins.Thresholds.Length ? bins.Thresholds[bin] : float.MaxValue;
}
