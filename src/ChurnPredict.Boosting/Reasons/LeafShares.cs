namespace ChurnPredict.Boosting;

/// <summary>
/// One tree leaf by leaf, made ready for <see cref="ShapInteractions"/>: the quadrature of <see cref="ShapTree"/> with what each
/// item (distinct feature) on the way to a leaf takes in it.
/// </summary>
internal sealed class LeafShares
{
    public LeafShares(LeafPaths paths)
    {
        Paths = paths;
        var leafCount = paths.Tree.Leaves.Length;
        Rules = new ShapRule[leafCount];
        FactorStarts = new int[leafCount + 1];
        for (var leaf = 0; leaf < leafCount; leaf++)
        {
            var items = paths.ItemStarts[leaf + 1] - paths.ItemStarts[leaf];
            Rules[leaf] = ShapRule.ForItems(items);
            FactorStarts[leaf + 1] = FactorStarts[leaf] + (items * 3 * Rules[leaf].Stride);
        }

        Factors = new double[FactorStarts[leafCount]];
        for (var leaf = 0; leaf < leafCount; leaf++) FillFactors(leaf);
    }

    /// <summary>The ways to the leaves.</summary>
    public LeafPaths Paths { get; }

    /// <summary>The quadrature of each leaf.</summary>
    public ShapRule[] Rules { get; }

    /// <summary>Where the factors of each leaf start.</summary>
    public int[] FactorStarts { get; }

    /// <summary>
    /// For each item of a leaf, with a stride of K: K times <c>z(1−t)</c> (the factor when the row disagrees), K times
    /// <c>t + z(1−t)</c> (when it agrees), K times <c>(1−z) / (t + z(1−t))</c> (what the item's own value takes instead).
    /// </summary>
    public double[] Factors { get; }

    private void FillFactors(int leaf)
    {
        var (points, stride) = (Rules[leaf].Points, Rules[leaf].Stride);
        var factors = Factors.AsSpan(FactorStarts[leaf]);
        for (var item = Paths.ItemStarts[leaf]; item < Paths.ItemStarts[leaf + 1]; item++)
        {
            var share = Paths.Fractions[item];
            for (var point = 0; point < points.Length; point++)
            {
                var disagree = share * (1 - points[point]);
                var agree = points[point] + disagree;
                factors[point] = disagree;
                factors[stride + point] = agree;
                factors[(2 * stride) + point] = (1 - share) / agree;
            }

            factors = factors[(3 * stride)..];
        }
    }
}
