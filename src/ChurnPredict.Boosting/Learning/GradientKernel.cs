using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>Sums gradients and turns them into packed integers.</summary>
internal static class GradientKernel
{
    /// <summary>Sum of the absolute values, by eight partial sums in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSizes(ReadOnlySpan<float> values)
    {
        var (low, high, index) = (Vector256<double>.Zero, Vector256<double>.Zero, 0);
        for (; index <= values.Length - Vector256<float>.Count; index += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Abs(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)index)));
            low += lower;
            high += upper;
        }

        var sum = Vector256.Sum(low + high);
        for (; index < values.Length; index++) sum += Math.Abs(values[index]);
        return sum;
    }

    /// <summary>Rounds to the nearest integers, even ones at ties, and packs them.</summary>
    /// <param name="gradients">Gradients.</param>
    /// <param name="hessians">Hessians, ≥ 0.</param>
    /// <param name="unitsPerGradient">Units of gradient in 1; a power of two.</param>
    /// <param name="unitsPerHessian">Units of hessian in 1; a power of two.</param>
    /// <param name="packed">Same length; overwritten.</param>
    /// <returns>Sum of the packed, largest and smallest hessian in units.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (long Sum, int Largest, int Smallest) Quantize(
        ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, float unitsPerGradient, float unitsPerHessian, Span<long> packed)
    {
        ref var gradientStart = ref MemoryMarshal.GetReference(gradients);
        ref var hessianStart = ref MemoryMarshal.GetReference(hessians);
        ref var packedStart = ref MemoryMarshal.GetReference(packed);
        var (sum, largest, smallest) = (Vector256<long>.Zero, Vector256<int>.Zero, Vector256.Create(int.MaxValue));
        var index = 0;
        for (; index <= gradients.Length - Vector256<float>.Count; index += Vector256<float>.Count)
        {
            var gradient = ToIntegers(Vector256.LoadUnsafe(ref gradientStart, (nuint)index) * unitsPerGradient);
            var hessian = ToIntegers(Vector256.LoadUnsafe(ref hessianStart, (nuint)index) * unitsPerHessian);
            largest = Vector256.Max(largest, hessian);
            smallest = Vector256.Min(smallest, hessian);
            var (lowGradient, highGradient) = Vector256.Widen(gradient);
            var (lowHessian, highHessian) = Vector256.Widen(hessian);
            var low = (lowGradient << 32) + lowHessian;
            var high = (highGradient << 32) + highHessian;
            low.StoreUnsafe(ref packedStart, (nuint)index);
            high.StoreUnsafe(ref packedStart, (nuint)index + 4);
            sum += low + high;
        }

        var (total, most, least) = (Vector256.Sum(sum), 0, int.MaxValue);
        for (var lane = 0; lane < Vector256<int>.Count; lane++)
        {
            most = Math.Max(most, largest.GetElement(lane));
            least = Math.Min(least, smallest.GetElement(lane));
        }

        for (; index < gradients.Length; index++)
        {
            var hessian = (int)MathF.Round(hessians[index] * unitsPerHessian);
            packed[index] = PackedSum.Of((int)MathF.Round(gradients[index] * unitsPerGradient), (uint)hessian);
            total += packed[index];
            (most, least) = (Math.Max(most, hessian), Math.Min(least, hessian));
        }

        return (total, most, least);
    }

    private static Vector256<int> ToIntegers(Vector256<float> values) => Vector256.ConvertToInt32(Vector256.Round(values));
}
