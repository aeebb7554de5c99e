namespace ChurnPredict.Boosting;

/// <summary>
/// One tree made ready for exact path-dependent SHAP values in time linear in its splits. The Shapley weight of a coalition of s
/// out of d − 1 others is <c>s!(d−1−s)!/d! = ∫ tˢ(1−t)^(d−1−s) dt</c> over [0, 1], so that the value of feature i at a leaf with
/// the value v is <c>v (oᵢ − zᵢ) ∫ Π_{j≠i} (oⱼ t + zⱼ (1 − t)) dt</c>, where oⱼ is 1 if the row agrees with the way at feature j
/// and zⱼ the share of training weight that does. Gauss-Legendre points give the integral exactly. At one point the factors of a
/// way form a product down to each split, and the leaves below a split a sum up to it, both shared by all leaves that share the
/// way: the idea of Linear TreeSHAP (Yu et al., NeurIPS 2022), at quadrature points instead of on polynomials' coefficients.
/// Where an earlier split is on the same feature its factor is replaced by the new one: multiplied by new ÷ earlier, which is the
/// ratio of the shares once the row has left the way there. So the factors of a split's two sides always add up to 1, and what one
/// side's sum adds to the feature, the other's takes away.
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
        var starts = new int[Splits.Length];
        for (var index = 0; index < starts.Length; index++)
        {
            starts[index] = ChunkLength;
            ChunkLength += (ways[index].Earlier is null ? 2 : 3) * 2 * Points.Lanes;
        }

        var terms = new double[ChunkLength * (Points.Count / Points.Lanes)];
        for (var index = 0; index < Splits.Length; index++)
        {
            var (node, way) = (tree.Nodes[index], ways[index]);
            for (var point = 0; point < Points.Count; point++) FillTerms(way, point, terms.AsSpan((point / Points.Lanes * ChunkLength) + starts[index] + (point % Points.Lanes)));
            Splits[index] = new ShapSplit(
                node.Feature, node.Threshold, node.MissingGoesLeft, node.CategoryWordCount > 0, Slot(node.Left), Slot(node.Right),
                way.Earlier ?? 2 * Splits.Length, starts[index]);
        }

        Terms = new AlignedDoubles(terms);
        ExpectedValue = ValueBelow(ways);
    }

    /// <summary>The tree itself.</summary>
    public DecisionTree Tree { get; }

    /// <summary>Its splits, parents before children.</summary>
    public ShapSplit[] Splits { get; }

    /// <summary>The leaves' values.</summary>
    public double[] Values { get; }

    /// <summary>The quadrature.</summary>
    public ShapPoints Points { get; }

    /// <summary>
    /// A register of points after the other, and in each for every split, by where the row goes: a register of the left side's
    /// factor and one of what the product down to the split is multiplied by for the feature's own value, if the row goes left;
    /// the same if it goes right; and behind an earlier split the same if the row left the way there.
    /// </summary>
    public AlignedDoubles Terms { get; }

    /// <summary>Doubles of <see cref="Terms"/> for each register of points.</summary>
    public int ChunkLength { get; }

    /// <summary>What a row scores on average over the training weight.</summary>
    public double ExpectedValue { get; }

    private int Slot(int child) => child >= 0 ? child : Splits.Length + ~child;

    private void FillTerms(SplitWays.Way way, int point, Span<double> terms)
    {
        var (t, lanes, share) = (Points.Agree[point], Points.Lanes, way.EarlierShare * way.LeftRatio);
        var inverse = 1 / (t + (way.EarlierShare * Points.Disagree[point]));
        for (var goesLeft = 1; goesLeft >= 0; goesLeft--, terms = terms[(2 * lanes)..])
        {
            var factor = ((goesLeft * t) + (share * Points.Disagree[point])) * (way.Earlier is null ? 1 : inverse);
            terms[0] = factor;
            terms[lanes] = way.Earlier is null ? goesLeft - share : inverse * (goesLeft - share - ((1 - way.EarlierShare) * factor));
            if (way.Earlier is null && goesLeft == 0) return;
        }

        (terms[0], terms[lanes]) = (way.LeftRatio, 0);
    }

    private double ValueBelow(SplitWays ways)
    {
        var below = new double[Splits.Length + Values.Length];
        Values.CopyTo(below, Splits.Length);
        for (var index = Splits.Length - 1; index >= 0; index--)
        {
            var ratio = ways[index].LeftRatio;
            below[index] = (ratio * below[Splits[index].Left]) + ((1 - ratio) * below[Splits[index].Right]);
        }

        return below[0];
    }
}
