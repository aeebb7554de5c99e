using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>Adds the SHAP values of one leaf to those of up to 64 rows, by the formula of <see cref="ShapTree"/>.</summary>
internal static unsafe class ShapKernel
{
    /// <summary>Rows that a vector kernel takes at a time have room for this many.</summary>
    public const int MaxRows = 64;

    /// <summary>Adds the values of one leaf.</summary>
    /// <param name="path">Which instructions; the bits do not depend on it.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="leaf">Which of its leaves.</param>
    /// <param name="agreement">One mask an item of the leaf: bit <c>r</c> says that row <c>r</c> agrees.</param>
    /// <param name="target">The contributions of the rows; added to.</param>
    public static void Add(VectorPath path, ShapTree tree, int leaf, ReadOnlySpan<ulong> agreement, ShapTarget target)
    {
        if (path != VectorPath.Scalar && target.RowCount == 1) AddOne(tree, leaf, agreement, target);
        else if (path == VectorPath.Avx512) AddVector<Lanes512>(tree, leaf, agreement, target);
        else if (path == VectorPath.Avx2) AddVector<Lanes256>(tree, leaf, agreement, target);
        else AddScalar(tree, leaf, agreement, target);
    }

    private static void AddScalar(ShapTree tree, int leaf, ReadOnlySpan<ulong> agreement, ShapTarget target)
    {
        var rule = tree.Rules[leaf];
        var (pointCount, stride) = (rule.Points.Length, rule.Stride);
        var factors = tree.Factors.AsSpan(tree.FactorStarts[leaf]);
        var features = tree.Paths.Features.AsSpan(tree.Paths.ItemStarts[leaf], agreement.Length);
        var value = tree.Paths.Tree.Leaves[leaf].Value;
        Span<double> products = stackalloc double[pointCount];
        for (var row = 0; row < target.RowCount; row++)
        {
            for (var point = 0; point < pointCount; point++) products[point] = value * rule.Weights[point];
            for (var item = 0; item < agreement.Length; item++)
            {
                var agrees = (int)(agreement[item] >> row & 1);
                var factor = factors.Slice(((3 * item) + agrees) * stride, pointCount);
                for (var point = 0; point < pointCount; point++) products[point] *= factor[point];
            }

            var disagreement = Dot(products, rule.Disagreement);
            for (var item = 0; item < agreement.Length; item++)
            {
                target.Contributions[(features[item] * target.Stride) + row] += (agreement[item] >> row & 1) == 0
                    ? disagreement
                    : Dot(products, factors.Slice(((3 * item) + 2) * stride, pointCount));
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = left[0] * right[0];
        for (var index = 1; index < left.Length; index++) sum += left[index] * right[index];
        return sum;
    }

    /// <summary>One row: a register holds four points instead of four rows. Sums run in the order of the plain version.</summary>
    [SkipLocalsInit]
    private static void AddOne(ShapTree tree, int leaf, ReadOnlySpan<ulong> agreement, ShapTarget target)
    {
        var rule = tree.Rules[leaf];
        var stride = rule.Stride;
        var products = stackalloc double[stride];
        var value = Vector256.Create(tree.Paths.Tree.Leaves[leaf].Value);
        fixed (double* factors = &tree.Factors.AsSpan(tree.FactorStarts[leaf])[0])
        fixed (double* weights = rule.Weights, disagreements = rule.Disagreement)
        fixed (int* features = &tree.Paths.Features[tree.Paths.ItemStarts[leaf]])
        {
            for (var point = 0; point < stride; point += Vector256<double>.Count)
            {
                var product = value * Vector256.Load(weights + point);
                for (var item = 0; item < agreement.Length; item++)
                    product *= Vector256.Load(factors + (((3 * item) + (int)(agreement[item] & 1)) * stride) + point);
                product.Store(products + point);
            }

            for (var item = 0; item < agreement.Length; item++)
            {
                // Disagreement is the same for all items, but computing it again is cheaper than a branch nobody can predict.
                var gains = (agreement[item] & 1) == 0 ? disagreements : factors + (((3 * item) + 2) * stride);
                target.Contributions[features[item] * target.Stride] += Dot(products, gains, stride);
            }
        }
    }

    /// <summary>Zeros at the end change nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Dot(double* left, double* right, int stride)
    {
        var sum = 0.0;
        for (var point = 0; point < stride; point += Vector256<double>.Count)
        {
            var product = Vector256.Load(left + point) * Vector256.Load(right + point);
            sum = sum + product[0] + product[1] + product[2] + product[3];
        }

        return sum;
    }

    /// <summary>Two registers of rows at a time, so that each factor is loaded once for both. No multiply-add is fused: the
    /// plain version could not give the same bits where the processor has none. Clearing the 12 KB of locals for every leaf
    /// took a seventh of the time.</summary>
    [SkipLocalsInit]
    private static void AddVector<T>(ShapTree tree, int leaf, ReadOnlySpan<ulong> agreement, ShapTarget target)
        where T : unmanaged, ILanes<T>
    {
        var rule = tree.Rules[leaf];
        var masks = stackalloc T[2 * LeafPaths.MaxItems];
        var products = stackalloc T[LeafPaths.MaxItems + 2];
        fixed (double* factors = &tree.Factors.AsSpan(tree.FactorStarts[leaf])[0])
        fixed (int* features = &tree.Paths.Features[tree.Paths.ItemStarts[leaf]])
        {
            for (var row = 0; row < target.RowCount; row += 2 * T.Count)
            {
                for (var item = 0; item < agreement.Length; item++)
                {
                    masks[2 * item] = T.Mask(agreement[item], row);
                    masks[(2 * item) + 1] = T.Mask(agreement[item], row + T.Count);
                }

                Multiply(rule, tree.Paths.Tree.Leaves[leaf].Value, factors, masks, agreement.Length, products);
                var first = target.Contributions + row;
                AddItems(rule, factors + (2 * rule.Stride), masks, features, agreement.Length, products, first, target.Stride);
            }
        }
    }

    /// <summary>
    /// The weighted product of all items' factors at each point. Two points at a time: the four chains of products hide the
    /// multiplier's latency. The second of an odd last pair has weight 0.
    /// </summary>
    private static void Multiply<T>(ShapRule rule, double value, double* factors, T* masks, int itemCount, T* products)
        where T : unmanaged, ILanes<T>
    {
        var (points, weights) = (rule.Points, rule.Weights);
        for (var point = 0; point < points.Length; point += 2)
        {
            // The factor of an agreeing row exceeds that of another by the point itself.
            var agreement0 = T.Broadcast(points[point]);
            var agreement1 = T.Broadcast(point + 1 < points.Length ? points[point + 1] : 0);
            var (first0, second0) = (T.Broadcast(value * weights[point]), T.Broadcast(value * weights[point]));
            var (first1, second1) = (T.Broadcast(value * weights[point + 1]), T.Broadcast(value * weights[point + 1]));
            var factor = factors + point;
            for (var mask = masks; mask < masks + (2 * itemCount); mask += 2, factor += 3 * rule.Stride)
            {
                var (disagreement0, disagreement1) = (T.Broadcast(factor[0]), T.Broadcast(factor[1]));
                first0 = T.Multiply(first0, T.Add(disagreement0, T.And(mask[0], agreement0)));
                second0 = T.Multiply(second0, T.Add(disagreement0, T.And(mask[1], agreement0)));
                first1 = T.Multiply(first1, T.Add(disagreement1, T.And(mask[0], agreement1)));
                second1 = T.Multiply(second1, T.Add(disagreement1, T.And(mask[1], agreement1)));
            }

            (products[2 * point], products[(2 * point) + 1]) = (first0, second0);
            (products[(2 * point) + 2], products[(2 * point) + 3]) = (first1, second1);
        }
    }

    /// <summary>Each item's own value, added to its feature.</summary>
    private static void AddItems<T>(
        ShapRule rule, double* factors, T* masks, int* features, int itemCount, T* products, double* contributions, int stride)
        where T : unmanaged, ILanes<T>
    {
        var pointCount = rule.Points.Length;
        T disagreement0, disagreement1;
        fixed (double* common = rule.Disagreement) Dot(products, common, pointCount, out disagreement0, out disagreement1);
        for (var item = 0; item < itemCount; item++)
        {
            Dot(products, factors, pointCount, out var agreement0, out var agreement1);
            var target = contributions + (features[item] * stride);
            T.Store(T.Add(T.Load(target), T.Select(masks[0], agreement0, disagreement0)), target);
            T.Store(T.Add(T.Load(target + T.Count), T.Select(masks[1], agreement1, disagreement1)), target + T.Count);
            factors += 3 * rule.Stride;
            masks += 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Dot<T>(T* products, double* factors, int pointCount, out T first, out T second)
        where T : unmanaged, ILanes<T>
    {
        var factor = T.Broadcast(factors[0]);
        var (sum0, sum1) = (T.Multiply(products[0], factor), T.Multiply(products[1], factor));
        for (var point = 1; point < pointCount; point++)
        {
            factor = T.Broadcast(factors[point]);
            sum0 = T.Add(sum0, T.Multiply(products[2 * point], factor));
            sum1 = T.Add(sum1, T.Multiply(products[(2 * point) + 1], factor));
        }

        (first, second) = (sum0, sum1);
    }
}
