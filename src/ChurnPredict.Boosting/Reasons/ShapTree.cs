namespace ChurnPredict.Boosting;

/// <summary>
/// One tree made ready for exact path-dependent SHAP values. The Shapley weight of a coalition of s out of d − 1 others is
/// <c>s!(d−1−s)!/d! = ∫ tˢ(1−t)^(d−1−s) dt</c> over [0, 1], so that the value of feature i at a leaf with the value v is
/// <c>v (oᵢ − zᵢ) ∫ Π_{j≠i} (oⱼ t + zⱼ (1 − t)) dt</c>, where oⱼ is 1 if the row agrees with the way at feature j and zⱼ the
/// share of training weight that does. The integrand is a polynomial of degree d − 1: ⌈d/2⌉ Gauss-Legendre points give it
/// exactly. The same polynomials, summed by tree instead of by leaf, are those of Linear TreeSHAP (Yu et al., NeurIPS 2022).
/// </summary>
internal sealed class ShapTree
{
    public ShapTree(LeafPaths paths)
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
