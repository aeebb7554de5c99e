using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>
/// The scan over thresholds below monotone splits with vectors: the operations of <see cref="ThresholdScan.BestPlainly"/> in the same
/// order, so that both agree to the last bit.
/// </summary>
internal static class ConstrainedThresholdKernel
{
    /// <summary>The threshold whose two sides gain most; of equals the lowest. For machines of which
    /// <see cref="ThresholdKernel.IsVectorSupported"/> says so.</summary>
    /// <param name="prefix">Packed sums of all bins up to each; a multiple of eight.</param>
    /// <param name="added">Packed sum that is on the left besides.</param>
    /// <param name="scan">What the sides must keep to; without a penalty on absolute values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ThresholdChoice Best(ReadOnlySpan<long> prefix, long added, in ThresholdScan scan)
    {
        ref var start = ref MemoryMarshal.GetReference(prefix);
        var (addedToAll, totals, lowWord) = (Vector512.Create(added), Vector512.Create(scan.Total), Vector512.Create(0xFFFF_FFFFL));
        var (minimum, direction) = (Vector512.Create(scan.MinimumHessian), Vector512.Create((double)(int)scan.Monotone));
        var side = new Side(Vector512.Create(scan.Loss.L2), Vector512.Create(scan.Bounds.Lower), Vector512.Create(scan.Bounds.Upper));
        var bestGain = Vector512.Create(double.NegativeInfinity);
        var bestBin = Vector512.Create(-1L);
        var bin = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        for (var index = 0; index < prefix.Length; index += Vector512<long>.Count)
        {
            var left = Vector512.LoadUnsafe(ref start, (nuint)index) + addedToAll;
            var right = totals - left;
            var leftHessian = Vector512.ConvertToDouble(left & lowWord);
            var rightHessian = Vector512.ConvertToDouble(right & lowWord);
            var leftGradient = Vector512.ConvertToDouble(left >> 32);
            var rightGradient = Vector512.ConvertToDouble(right >> 32);
            var leftValue = side.Value(leftGradient, leftHessian);
            var rightValue = side.Value(rightGradient, rightHessian);
            var gain = side.Gain(leftGradient, leftHessian, leftValue) + side.Gain(rightGradient, rightHessian, rightValue);
            var isAllowed = Vector512.GreaterThanOrEqual(Vector512.Min(leftHessian, rightHessian), minimum)
                & Vector512.GreaterThanOrEqual(direction * (rightValue - leftValue), Vector512<double>.Zero);
            var isBetter = Vector512.GreaterThan(gain, bestGain) & isAllowed;
            bestGain = Vector512.ConditionalSelect(isBetter, gain, bestGain);
            bestBin = Vector512.ConditionalSelect(isBetter.AsInt64(), bin, bestBin);
            bin += Vector512.Create((long)Vector512<long>.Count);
        }

        return ThresholdKernel.Lowest(prefix, added, bestGain, bestBin);
    }

    /// <summary>The value of a side of eight thresholds, and what it gains: <see cref="LeafLoss"/> within <see cref="ValueBounds"/>.</summary>
    private readonly record struct Side(Vector512<double> L2, Vector512<double> Lower, Vector512<double> Upper)
    {
        public Vector512<double> Value(Vector512<double> gradient, Vector512<double> hessian)
        {
            var penalized = hessian + L2;
            var value = Vector512.ConditionalSelect(
                Vector512.GreaterThan(penalized, Vector512<double>.Zero), -gradient / penalized, Vector512<double>.Zero);
            return Vector512.Min(Vector512.Max(value, Lower), Upper);
        }

        public Vector512<double> Gain(Vector512<double> gradient, Vector512<double> hessian, Vector512<double> value) =>
            -((Vector512.Create(2.0) * gradient * value) + ((hessian + L2) * value * value));
    }
}
