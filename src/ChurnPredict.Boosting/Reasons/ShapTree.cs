namespace ChurnPredict.Boosting;

/// <summary>
/// One tree made ready for exact path-dependent SHAP values in time linear in its splits. The Shapley weight of a coalition of s
/// out of d − 1 others is <c>s!(d−1−s)!/d! = ∫ tˢ(1−t)^(d−1−s) dt</c> over [0, 1], so that the value of feature i at a leaf with
/// the value v is <c>v (oᵢ − zᵢ) ∫ Π_{j≠i} (oⱼ t + zⱼ (1 − t)) dt</c>, where oⱼ is 1 if the row agrees with the way at feature j
/// and zⱼ the share of training weight that does. Gauss-Legendre points give the integral exactly. At one point the factors of a
/// way form a product down to each split, and the leaves below a split a sum up to it, both shared by all leaves that share the
/// way: the idea of Linear TreeSHAP (Yu et al., NeurIPS 2022), at quadrature points instead of on polynomials' coefficients.
/// </summary>
internal sealed class ShapTree
{
    /// <exception cref="ArgumentException">More than <see cref="LeafPaths.MaxItems"/> distinct features lie on one way.</exception>
    public ShapTree(DecisionTree tree)
    {
        Tree = tree;
        Splits = new ShapSplit[tree.Nodes.Length];
        Values = Array.ConvertAll(tree.Leaves, leaf => leaf.Value);
        var ways = new SplitWays(tree);
        Points = ShapPoints.ForFeatures(ways.MostFeatures);
        var inverses = new List<double>();
        for (var index = 0; index < Splits.Length; index++)
        {
            var (node, way) = (tree.Nodes[index], ways[index]);
            if (way.Earlier != ShapSplit.NoEarlier) AddInverses(way.EarlierShare, inverses);
            Splits[index] = new ShapSplit(
                node.Feature, node.Threshold, node.MissingGoesLeft, node.CategoryWordCount > 0, Slot(node.Left), Slot(node.Right),
                way.Earlier, way.EarlierShare * way.LeftRatio, way.EarlierShare, way.LeftRatio, inverses.Count - Points.Count);
        }

        Inverses = [.. inverses];
    }

    /// <summary>The tree itself.</summary>
    public DecisionTree Tree { get; }

    /// <summary>Its splits, parents before children.</summary>
    public ShapSplit[] Splits { get; }

    /// <summary>The leaves' values.</summary>
    public double[] Values { get; }

    /// <summary>The quadrature.</summary>
    public ShapPoints Points { get; }

    /// <summary>For each split that has an earlier one, at each point: 1 ÷ the factor of the earlier side when the row agrees.</summary>
    public double[] Inverses { get; }

    /// <summary>What a row scores on average over the training weight.</summary>
    public double ExpectedValue()
    {
        var below = new double[Splits.Length + Values.Length];
        Values.CopyTo(below, Splits.Length);
        for (var index = Splits.Length - 1; index >= 0; index--)
        {
            var split = Splits[index];
            below[index] = (split.LeftRatio * below[split.Left]) + ((1 - split.LeftRatio) * below[split.Right]);
        }

        return below[0];
    }

    private int Slot(int child) => child >= 0 ? child : Splits.Length + ~child;

    private void AddInverses(double share, List<double> inverses)
    {
        for (var point = 0; point < Points.Count; point++) inverses.Add(1 / (Points.Agree[point] + (share * Points.Disagree[point])));
    }
}
