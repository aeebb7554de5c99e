using System.Buffers;

namespace ChurnPredict.Boosting;

/// <summary>
/// SHAP interaction values of one row (Lundberg et al. 2018, section 4.2). With the notation of <see cref="ShapTree"/> the
/// interaction of i and j at a leaf is <c>½ v (oᵢ − zᵢ)(oⱼ − zⱼ) ∫ Π_{l≠i,j} (o_l t + z_l (1 − t)) dt</c>.
/// </summary>
internal static class ShapInteractions
{
    /// <summary>Adds one tree's interactions.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="row">One value a feature.</param>
    /// <param name="interactions">Row-major, one row and column a feature; added to: off the diagonal the interactions, on it
    /// what remains of each feature's own value.</param>
    public static void Add(LeafShares tree, ReadOnlySpan<float> row, Span<double> interactions)
    {
        var goesLeft = ArrayPool<ulong>.Shared.Rent(tree.Paths.Tree.Nodes.Length);
        DecisionMasks.Fill(tree.Paths.Tree, row, row.Length, goesLeft);
        Span<ulong> agreement = stackalloc ulong[LeafPaths.MaxItems];
        Span<double> own = stackalloc double[LeafPaths.MaxItems * (LeafPaths.MaxItems + 1) / 2];
        for (var leaf = 0; leaf < tree.Rules.Length; leaf++)
        {
            var items = agreement[..(tree.Paths.ItemStarts[leaf + 1] - tree.Paths.ItemStarts[leaf])];
            tree.Paths.FillAgreement(leaf, goesLeft, items);
            AddLeaf(tree, leaf, items, own, row.Length, interactions);
        }

        ArrayPool<ulong>.Shared.Return(goesLeft);
    }

    private static void AddLeaf(
        LeafShares tree, int leaf, ReadOnlySpan<ulong> agreement, Span<double> own, int featureCount, Span<double> interactions)
    {
        var rule = tree.Rules[leaf];
        var pointCount = rule.Points.Length;
        var features = tree.Paths.Features.AsSpan(tree.Paths.ItemStarts[leaf], agreement.Length);
        Span<double> products = stackalloc double[pointCount];
        FillOwn(tree, leaf, agreement, own, products);
        for (var first = 0; first < agreement.Length; first++)
        {
            var gains = own.Slice(first * pointCount, pointCount);
            interactions[(features[first] * featureCount) + features[first]] += Sum(products, gains, []);
            for (var second = 0; second < agreement.Length; second++)
            {
                if (second == first) continue;
                var shared = Sum(products, gains, own.Slice(second * pointCount, pointCount)) / 2;
                interactions[(features[first] * featureCount) + features[second]] += shared;
                interactions[(features[first] * featureCount) + features[first]] -= shared;
            }
        }
    }

    /// <summary>The weighted products of all factors, and for each item what its own factor is replaced by.</summary>
    private static void FillOwn(LeafShares tree, int leaf, ReadOnlySpan<ulong> agreement, Span<double> own, Span<double> products)
    {
        var rule = tree.Rules[leaf];
        var (pointCount, stride) = (products.Length, rule.Stride);
        var factors = tree.Factors.AsSpan(tree.FactorStarts[leaf]);
        for (var point = 0; point < pointCount; point++) products[point] = tree.Paths.Tree.Leaves[leaf].Value * rule.Weights[point];
        for (var item = 0; item < agreement.Length; item++)
        {
            var agrees = (int)(agreement[item] & 1);
            var factor = factors.Slice(((3 * item) + agrees) * stride, pointCount);
            var gain = agrees == 0 ? rule.Disagreement : factors.Slice(((3 * item) + 2) * stride, pointCount);
            for (var point = 0; point < pointCount; point++)
            {
                products[point] *= factor[point];
                own[(item * pointCount) + point] = gain[point];
            }
        }
    }

    private static double Sum(ReadOnlySpan<double> products, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var sum = 0.0;
        for (var point = 0; point < products.Length; point++) sum += products[point] * first[point] * (second.IsEmpty ? 1 : second[point]);
        return sum;
    }
}
