using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>
/// Log-loss of labels 0 and 1; predictions are probabilities. A label between the two counts as a row of 1 with that weight and one of 0
/// with the rest. A class weight moves predictions away from true frequencies.
/// </summary>
public sealed record LogisticObjective : IObjective
{
    /// <summary>Hessians are not let below this, so that a leaf of certain rows takes no endless step.</summary>
    private const float MinimumHessian = 1e-16f;

    /// <summary>What rows of label 1 weigh more, above 0.</summary>
    public double PositiveClassWeight { get; init; } = 1;

    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Logistic;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels)
    {
        if (!(PositiveClassWeight > 0 && double.IsFinite(PositiveClassWeight)))
            throw new ArgumentException(
                $"{nameof(PositiveClassWeight)} is {PositiveClassWeight}; expected a finite number above 0");
        var (zeros, ones) = (0, 0);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] is not (>= 0f and <= 1f))
                throw new InvalidTrainingDataException($"label {labels[row]} in row {row}; expected 0 to 1");
            zeros += labels[row] == 0f ? 1 : 0;
            ones += labels[row] == 1f ? 1 : 0;
        }

        if (zeros == labels.Length || ones == labels.Length)
            throw new InvalidTrainingDataException($"all {labels.Length} labels are {labels[0]}; expected both 0 and 1");
    }

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var mean = Math.Clamp(LabelChecks.Mean(labels, weights), 1e-10, 1 - 1e-10);
        return Math.Log(mean * PositiveClassWeight / (1 - mean));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        var width = Vector256<float>.Count;
        var row = 0;
        for (; row <= labels.Length - width; row += width)
            Eight(labels[row..], weights.IsEmpty ? default : weights[row..], scores[row..], gradients[row..], hessians[row..]);
        if (row < labels.Length)
            Rest(labels[row..], weights.IsEmpty ? default : weights[row..], scores[row..], gradients[row..], hessians[row..]);
    }

    /// <inheritdoc/>
    public double Loss(double label, double score)
    {
        if (label is 0) return SoftPlus(score);
        return (label * PositiveClassWeight * SoftPlus(-score)) + (label < 1 ? (1 - label) * SoftPlus(score) : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Eight(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        var label = Vector256.Create(labels);
        var weight = weights.IsEmpty ? Vector256<float>.One : Vector256.Create(weights);
        var ones = label * (float)PositiveClassWeight;
        var zeros = Vector256<float>.One - label;
        var probability = Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-Vector256.Create(scores)));
        ((zeros * probability - ones * (Vector256<float>.One - probability)) * weight).CopyTo(gradients);
        var hessian = Vector256.Max(probability * (Vector256<float>.One - probability), Vector256.Create(MinimumHessian));
        (hessian * (zeros + ones) * weight).CopyTo(hessians);
    }

    /// <summary>Fewer than eight rows by the same operations, so that a row's gradient does not depend on its place.</summary>
    private void Rest(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        Span<float> padded = stackalloc float[5 * Vector256<float>.Count];
        padded.Clear();
        labels.CopyTo(padded);
        weights.CopyTo(padded[8..]);
        scores.CopyTo(padded[16..]);
        Eight(padded, weights.IsEmpty ? default : padded[8..], padded[16..], padded[24..], padded[32..]);
        padded.Slice(24, labels.Length).CopyTo(gradients);
        padded.Slice(32, labels.Length).CopyTo(hessians);
    }

    /// <summary>log(1 + e^x), without overflow and without losing the small ones.</summary>
    private static double SoftPlus(double x)
    {
        var small = Math.Exp(-Math.Abs(x));
        var logarithm = small < 1e-4 ? small * (1 - small * (0.5 - small / 3)) : Math.Log(1 + small);
        return logarithm + Math.Max(x, 0);
    }
}
