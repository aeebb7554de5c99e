using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>Adds the SHAP values of one tree to those of one row, by the formula of <see cref="ShapTree"/>. Unchecked, since the
/// checks of every address took a third of the time.</summary>
internal static unsafe class ShapKernel
{
    /// <summary>Doubles a feature has in a row's sums: those of the widest register.</summary>
    public const int SumLength = 8;

    /// <summary>Adds a tree's values.</summary>
    /// <param name="isPlain">Whether to compute without vector instructions; the bits do not depend on it.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="row">One value a feature.</param>
    /// <param name="scratch">Room for the tree.</param>
    /// <param name="sums"><see cref="SumLength"/> values a feature, to be added up in the end; added to.</param>
    public static void Add(bool isPlain, ShapTree tree, float* row, in ShapScratch scratch, double* sums)
    {
        if (tree.Splits.Length == 0) return;
        Decide(tree, row, scratch.GoesLeft, scratch.Agrees);
        var lanes = tree.Points.Lanes;
        for (var point = 0; point < tree.Points.Count; point += isPlain ? 1 : lanes)
        {
            if (isPlain) AddPoints<PlainLane>(tree, point, scratch, sums + (point % lanes));
            else if (lanes == Vector256<double>.Count) AddPoints<Lanes256>(tree, point, scratch, sums);
            else AddPoints<Lanes512>(tree, point, scratch, sums);
        }
    }

    /// <summary>Where the row goes at each split, and with which sides it agrees. Without branches, which nobody could predict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Decide(ShapTree tree, float* row, byte* goesLeft, byte* agrees)
    {
        var splits = tree.Splits;
        unchecked
        {
            for (var index = 0; index < splits.Length; index++)
            {
                ref readonly var split = ref splits[index];
                var value = row[split.Feature];
                var isLeft = split.IsCategorical
                    ? TreeDecision.GoesLeft(tree.Tree.Nodes[index], tree.Tree.CategorySets, value)
                    : (value <= split.Threshold) | (float.IsNaN(value) & split.MissingGoesLeft);
                var left = *(byte*)&isLeft;
                var earlier = split.Earlier == ShapSplit.NoEarlier ? (byte)1 : agrees[split.Earlier];
                goesLeft[index] = left;
                agrees[2 * index] = (byte)(earlier & left);
                agrees[(2 * index) + 1] = (byte)(earlier & (left ^ 1));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPoints<T>(ShapTree tree, int point, in ShapScratch scratch, double* sums)
        where T : unmanaged, ILanes<T>
    {
        GoDown<T>(tree, point, scratch);
        var (splits, values) = (tree.Splits, tree.Values);
        double* slots = scratch.Slots, factors = scratch.Factors, gains = scratch.Gains;
        unchecked
        {
            var leaves = slots + (splits.Length * SumLength);
            for (var leaf = 0; leaf < values.Length; leaf++) T.Store(T.Broadcast(values[leaf]), leaves + (leaf * SumLength));
            for (var index = splits.Length - 1; index >= 0; index--)
            {
                ref readonly var split = ref splits[index];
                var right = T.Load(slots + (split.Right * SumLength));
                var difference = T.Subtract(T.Load(slots + (split.Left * SumLength)), right);
                var sum = sums + (split.Feature * SumLength);
                T.Store(T.Add(T.Load(sum), T.Multiply(T.Load(gains + (index * SumLength)), difference)), sum);
                T.Store(T.Add(right, T.Multiply(T.Load(factors + (index * SumLength)), difference)), slots + (index * SumLength));
            }
        }
    }

    /// <summary>
    /// The product of all factors down to each split. Where an earlier split is on the same feature its factor is replaced by the
    /// new one: multiplied by new ÷ earlier, which is the ratio of the shares once the row has left the way there. The factors of a
    /// split's two sides then add up to 1, and what one side's sum adds to the feature the other's takes away.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GoDown<T>(ShapTree tree, int point, in ShapScratch scratch)
        where T : unmanaged, ILanes<T>
    {
        double* slots = scratch.Slots, factors = scratch.Factors, gains = scratch.Gains;
        var splits = tree.Splits;
        fixed (double* agree = &tree.Points.Agree[point], disagree = &tree.Points.Disagree[point], weights = &tree.Points.Weights[point])
        fixed (double* inverses = tree.Inverses)
        {
            unchecked
            {
                var (t, u) = (T.Load(agree), T.Load(disagree));
                T.Store(T.Load(weights), slots);
                for (var index = 0; index < splits.Length; index++)
                {
                    ref readonly var split = ref splits[index];
                    var product = T.Load(slots + (index * SumLength));
                    var goesLeft = (double)scratch.GoesLeft[index];
                    var factor = T.Add(T.Multiply(T.Broadcast(goesLeft), t), T.Multiply(T.Broadcast(split.LeftShare), u));
                    var own = T.Broadcast(goesLeft - split.LeftShare);
                    if (split.Earlier != ShapSplit.NoEarlier)
                    {
                        if (scratch.Agrees[split.Earlier] == 0)
                        {
                            factor = T.Broadcast(split.LeftRatio);
                            own = T.Broadcast(0);
                        }
                        else
                        {
                            var inverse = T.Load(inverses + split.Inverses + point);
                            factor = T.Multiply(factor, inverse);
                            own = T.Multiply(inverse, T.Subtract(own, T.Multiply(T.Broadcast(1 - split.EarlierShare), factor)));
                        }
                    }

                    var left = T.Multiply(product, factor);
                    T.Store(factor, factors + (index * SumLength));
                    T.Store(T.Multiply(product, own), gains + (index * SumLength));
                    T.Store(left, slots + (split.Left * SumLength));
                    T.Store(T.Subtract(product, left), slots + (split.Right * SumLength));
                }
            }
        }
    }
}
