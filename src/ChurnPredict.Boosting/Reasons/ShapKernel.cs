using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>Adds the SHAP values of one tree to those of one row, by the formula of <see cref="ShapTree"/>. Unchecked: all addresses
/// were made by the tree's own constructor.</summary>
internal static unsafe class ShapKernel
{
    /// <summary>Doubles a feature has in a row's sums: those of the widest register.</summary>
    public const int SumLength = 8;

    /// <summary>Adds a tree's values.</summary>
    /// <param name="isPlain">Whether to compute without vector instructions; the bits do not depend on it.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="row">One value a feature.</param>
    /// <param name="scratch">Room for the tree, and the row's sums, which are added to.</param>
    public static void Add(bool isPlain, ShapTree tree, float* row, in ShapScratch scratch)
    {
        if (tree.Splits.Length == 0) return;
        Decide(tree, row, scratch);
        var lanes = tree.Points.Lanes;
        for (var point = 0; point < tree.Points.Count; point += isPlain ? 1 : lanes)
        {
            if (isPlain) AddPoints<PlainLane>(tree, point, scratch, scratch.Sums + (point % lanes));
            else if (lanes == Vector256<double>.Count) AddPoints<Lanes256>(tree, point, scratch, scratch.Sums);
            else AddPoints<Lanes512>(tree, point, scratch, scratch.Sums);
        }
    }

    /// <summary>Which terms hold for the row at each split. Without branches, which nobody could predict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Decide(ShapTree tree, float* row, in ShapScratch scratch)
    {
        unchecked
        {
            var splits = tree.Splits;
            byte* agrees = scratch.Agrees;
            int* terms = scratch.Terms;
            var length = 2 * tree.Points.Lanes;
            agrees[2 * splits.Length] = 1;
            for (var index = 0; index < splits.Length; index++)
            {
                ref readonly var split = ref splits[index];
                var value = row[split.Feature];
                var isLeft = split.IsCategorical
                    ? TreeDecision.GoesLeft(tree.Tree.Nodes[index], tree.Tree.CategorySets, value)
                    : (value <= split.Threshold) | (float.IsNaN(value) & split.MissingGoesLeft);
                int left = *(byte*)&isLeft;
                int earlier = agrees[split.Earlier];
                agrees[2 * index] = (byte)(earlier & left);
                agrees[(2 * index) + 1] = (byte)(earlier & (left ^ 1));
                // Left, right, or gone at the earlier split: 0, 1 or 2.
                terms[index] = split.Terms + ((2 - (earlier * (1 + left))) * length);
            }
        }
    }

    /// <summary>Products down to every split, then sums up to it; slots hold the ones first and then the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPoints<T>(ShapTree tree, int point, in ShapScratch scratch, double* sums)
        where T : unmanaged, ILanes<T>
    {
        unchecked
        {
            var (splits, values, lanes) = (tree.Splits, tree.Values, tree.Points.Lanes);
            double* slots = scratch.Slots, gains = scratch.Gains, terms = tree.Terms.First + (point / lanes * tree.ChunkLength) + (point % lanes);
            var places = scratch.Terms;
            fixed (double* weights = &tree.Points.Weights[point]) T.Store(T.Load(weights), slots);
            for (var index = 0; index < splits.Length; index++)
            {
                ref readonly var split = ref splits[index];
                var term = terms + places[index];
                var product = T.Load(slots + (index * SumLength));
                var left = T.Multiply(product, T.Load(term));
                T.Store(T.Multiply(product, T.Load(term + lanes)), gains + (index * SumLength));
                T.Store(left, slots + (split.Left * SumLength));
                T.Store(T.Subtract(product, left), slots + (split.Right * SumLength));
            }

            var leaves = slots + (splits.Length * SumLength);
            for (var leaf = 0; leaf < values.Length; leaf++) T.Store(T.Broadcast(values[leaf]), leaves + (leaf * SumLength));
            for (var index = splits.Length - 1; index >= 0; index--)
            {
                ref readonly var split = ref splits[index];
                var right = T.Load(slots + (split.Right * SumLength));
                var difference = T.Subtract(T.Load(slots + (split.Left * SumLength)), right);
                var sum = sums + (split.Feature * SumLength);
                T.Store(T.Add(T.Load(sum), T.Multiply(T.Load(gains + (index * SumLength)), difference)), sum);
                T.Store(T.Add(right, T.Multiply(T.Load(terms + places[index]), difference)), slots + (index * SumLength));
            }
        }
    }
}
