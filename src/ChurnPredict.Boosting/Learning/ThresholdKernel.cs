using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>
/// The unconstrained scan over thresholds, plain and with vectors. Both compute the gain of two sides as one quotient by the same
/// operations in the same order, so that they agree to the last bit.
/// </summary>
internal static class ThresholdKernel
{
    /// <summary>Whether this machine runs the vector kernel.</summary>
    public static bool IsVectorSupported => Vector512.IsHardwareAccelerated;

    /// <summary>The threshold whose two sides gain most; of equals the lowest.</summary>
    /// <param name="prefix">Packed sums of all bins up to each.</param>
    /// <param name="added">Packed sum that is on the left besides.</param>
    /// <param name="total">Packed sum of both sides.</param>
    /// <param name="minimumHessian">Hessian a side holds at least; above 0 or with <paramref name="l2"/> above 0.</param>
    /// <param name="l2">Penalty on the square, in hessian units.</param>
    public static ThresholdChoice Best(ReadOnlySpan<long> prefix, long added, long total, double minimumHessian, double l2)
    {
        var done = IsVectorSupported ? prefix.Length & ~(Vector512<long>.Count - 1) : 0;
        var best = done == 0 ? ThresholdChoice.None : BestOfVectors(prefix[..done], added, total, minimumHessian, l2);
        return BestPlainly(prefix, done, best, added, total, minimumHessian, l2);
    }

    /// <summary>As <see cref="Best"/>, one threshold after another from <paramref name="first"/> on.</summary>
    public static ThresholdChoice BestPlainly(
        ReadOnlySpan<long> prefix, int first, ThresholdChoice best, long added, long total, double minimumHessian, double l2)
    {
        for (var bin = first; bin < prefix.Length; bin++)
        {
            var left = prefix[bin] + added;
            var right = total - left;
            double leftHessian = PackedSum.Hessian(left), rightHessian = PackedSum.Hessian(right);
            if (leftHessian < minimumHessian || rightHessian < minimumHessian) continue;
            double leftGradient = PackedSum.Gradient(left), rightGradient = PackedSum.Gradient(right);
            leftHessian += l2;
            rightHessian += l2;
            var gain = (leftGradient * leftGradient * rightHessian + rightGradient * rightGradient * leftHessian) / (leftHessian * rightHessian);
            if (gain > best.Gain) best = new ThresholdChoice(bin, gain, left);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ThresholdChoice BestOfVectors(
        ReadOnlySpan<long> prefix, long added, long total, double minimumHessian, double l2)
    {
        ref var start = ref MemoryMarshal.GetReference(prefix);
        var (addedToAll, totals, lowWord) = (Vector512.Create(added), Vector512.Create(total), Vector512.Create(0xFFFF_FFFFL));
        var (minimum, penalty) = (Vector512.Create(minimumHessian), Vector512.Create(l2));
        var bestGain = Vector512.Create(double.NegativeInfinity);
        var bestBin = Vector512.Create(-1L);
        var bin = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
        for (var index = 0; index < prefix.Length; index += Vector512<long>.Count)
        {
            var left = Vector512.LoadUnsafe(ref start, (nuint)index) + addedToAll;
            var right = totals - left;
            var leftHessian = Vector512.ConvertToDouble(left & lowWord);
            var rightHessian = Vector512.ConvertToDouble(right & lowWord);
            var isAllowed = Vector512.GreaterThanOrEqual(Vector512.Min(leftHessian, rightHessian), minimum);
            var leftGradient = Vector512.ConvertToDouble(left >> 32);
            var rightGradient = Vector512.ConvertToDouble(right >> 32);
            leftHessian += penalty;
            rightHessian += penalty;
            var gain = (leftGradient * leftGradient * rightHessian + rightGradient * rightGradient * leftHessian) / (leftHessian * rightHessian);
            var isBetter = Vector512.GreaterThan(gain, bestGain) & isAllowed;
            bestGain = Vector512.ConditionalSelect(isBetter, gain, bestGain);
            bestBin = Vector512.ConditionalSelect(isBetter.AsInt64(), bin, bestBin);
            bin += Vector512.Create((long)Vector512<long>.Count);
        }

        return Lowest(prefix, added, bestGain, bestBin);
    }

    /// <summary>The choice with the highest gain of eight lanes; of equals the lowest bin.</summary>
    /// <param name="prefix">Packed sums of all bins up to each.</param>
    /// <param name="added">Packed sum that is on the left besides.</param>
    /// <param name="gains">Each lane's gain.</param>
    /// <param name="bins">Each lane's bin, -1 for none.</param>
    public static ThresholdChoice Lowest(ReadOnlySpan<long> prefix, long added, Vector512<double> gains, Vector512<long> bins)
    {
        var best = ThresholdChoice.None;
        for (var lane = 0; lane < Vector512<long>.Count; lane++)
        {
            var (gain, bin) = (gains.GetElement(lane), (int)bins.GetElement(lane));
            if (bin >= 0 && (gain > best.Gain || (gain == best.Gain && bin < best.Bin))) best = new ThresholdChoice(bin, gain, 0);
        }

        return best.Bin < 0 ? best : best with { LeftSum = prefix[best.Bin] + added };
    }
}
