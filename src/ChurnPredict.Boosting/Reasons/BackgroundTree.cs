namespace ChurnPredict.Boosting;

/// <summary>
/// One tree beside a background sample. For each leaf it keeps which items (features on the way to it) the background rows
/// agree with, as bit masks, equal ones once with their share of the sample.
/// </summary>
internal sealed class BackgroundTree
{
    private readonly int[] _starts;
    private readonly ulong[] _masks;
    private readonly double[] _shares;

    public BackgroundTree(LeafPaths paths, FeatureMatrix background)
    {
        Paths = paths;
        var counts = Count(paths, background);
        _starts = new int[counts.Length + 1];
        for (var leaf = 0; leaf < counts.Length; leaf++) _starts[leaf + 1] = _starts[leaf] + counts[leaf].Count;
        // Ordered, so that sums do not depend on how a dictionary keeps its keys.
        var ordered = counts.SelectMany(leaf => leaf.OrderBy(pair => pair.Key)).ToArray();
        _masks = [.. ordered.Select(pair => pair.Key)];
        _shares = [.. ordered.Select(pair => (double)pair.Value / background.RowCount)];
    }

    /// <summary>The ways to the leaves.</summary>
    public LeafPaths Paths { get; }

    /// <summary>
    /// Adds what one leaf contributes. A mix of the row and a background row reaches the leaf if each item is agreed to by the
    /// one it is taken from; averaged over all orders, an item that only the row agrees with earns
    /// <c>(x − 1)! y! / (x + y)!</c> of the leaf's value, one that only the background agrees with loses
    /// <c>x! (y − 1)! / (x + y)!</c> of it, where x and y count the items of either kind (Lundberg et al. 2020, Tree
    /// explainer, interventional).
    /// </summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="row">The items that the row agrees with.</param>
    /// <param name="contributions">One value a feature; added to.</param>
    public void Add(int leaf, ulong row, Span<double> contributions)
    {
        var first = Paths.ItemStarts[leaf];
        var count = Paths.ItemStarts[leaf + 1] - first;
        var all = count == 0 ? 0 : ulong.MaxValue >> (64 - count);
        var value = Paths.Tree.Leaves[leaf].Value;
        for (var index = _starts[leaf]; index < _starts[leaf + 1]; index++)
        {
            var background = _masks[index];
            if ((row | background) != all || row == background) continue;
            var (gaining, losing) = (row & ~background, background & ~row);
            var (gains, losses) = (ulong.PopCount(gaining), ulong.PopCount(losing));
            var weighted = value * _shares[index];
            AddItems(first, gaining, weighted * OrderShare.Of((int)gains, (int)losses), contributions);
            AddItems(first, losing, -weighted * OrderShare.Of((int)losses, (int)gains), contributions);
        }
    }

    private void AddItems(int first, ulong items, double amount, Span<double> contributions)
    {
        for (; items != 0; items &= items - 1) contributions[Paths.Features[first + (int)ulong.TrailingZeroCount(items)]] += amount;
    }

    private static Dictionary<ulong, int>[] Count(LeafPaths paths, FeatureMatrix background)
    {
        var counts = new Dictionary<ulong, int>[paths.Tree.Leaves.Length];
        for (var leaf = 0; leaf < counts.Length; leaf++) counts[leaf] = [];
        var goesLeft = new ulong[paths.Tree.Nodes.Length];
        var agreement = new ulong[LeafPaths.MaxItems];
        for (var row = 0; row < background.RowCount; row++)
        {
            DecisionMasks.Fill(paths.Tree, background.Row(row), background.FeatureCount, goesLeft);
            for (var leaf = 0; leaf < counts.Length; leaf++)
            {
                var mask = paths.AgreedItems(leaf, goesLeft, agreement);
                counts[leaf][mask] = counts[leaf].GetValueOrDefault(mask) + 1;
            }
        }

        return counts;
    }
}
