namespace ChurnPredict.Boosting;

/// <summary>Adds the SHAP values of one leaf to those of up to 64 rows.</summary>
internal static class ShapKernel
{
    /// <summary>The plain version.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="leaf">Which of its leaves.</param>
    /// <param name="agreement">One mask an item of the leaf: bit <c>r</c> says that row <c>r</c> agrees.</param>
    /// <param name="rowCount">Rows, 1 to 64.</param>
    /// <param name="contributions">Feature-major: the value of feature f for row r stands at <c>f · stride + r</c>; added to.</param>
    /// <param name="stride">Rows that <paramref name="contributions"/> has room for.</param>
    public static void AddScalar(
        ShapTree tree, int leaf, ReadOnlySpan<ulong> agreement, int rowCount, Span<double> contributions, int stride)
    {
        var rule = tree.Rules[leaf];
        var pointCount = rule.Points.Length;
        var factors = tree.Factors.AsSpan(tree.FactorStarts[leaf]);
        var features = tree.Paths.Features.AsSpan(tree.Paths.ItemStarts[leaf], agreement.Length);
        var value = tree.Paths.Tree.Leaves[leaf].Value;
        Span<double> products = stackalloc double[pointCount];
        for (var row = 0; row < rowCount; row++)
        {
            for (var point = 0; point < pointCount; point++) products[point] = value * rule.Weights[point];
            for (var item = 0; item < agreement.Length; item++)
            {
                var agrees = (int)(agreement[item] >> row & 1);
                var factor = factors.Slice(((3 * item) + agrees) * pointCount, pointCount);
                for (var point = 0; point < pointCount; point++) products[point] *= factor[point];
            }

            var disagreement = Dot(products, rule.Disagreement);
            for (var item = 0; item < agreement.Length; item++)
            {
                contributions[(features[item] * stride) + row] += (agreement[item] >> row & 1) == 0
                    ? disagreement
                    : Dot(products, factors.Slice(((3 * item) + 2) * pointCount, pointCount));
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = left[0] * right[0];
        for (var index = 1; index < left.Length; index++) sum += left[index] * right[index];
        return sum;
    }
}
