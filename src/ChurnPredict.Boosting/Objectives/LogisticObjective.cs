namespace ChurnPredict.Boosting;

/// <summary>Log-loss of labels 0 and 1; predictions are probabilities. A class weight moves them away from true frequencies.</summary>
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
            throw new ArgumentException($"{nameof(PositiveClassWeight)} is {PositiveClassWeight}; expected a finite number above 0");
        var positives = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] is not (0f or 1f)) throw new InvalidTrainingDataException($"label {labels[row]} in row {row}; expected 0 or 1");
            positives += labels[row] == 1f ? 1 : 0;
        }

        if (positives == 0 || positives == labels.Length)
            throw new InvalidTrainingDataException($"all {labels.Length} labels are {labels[0]}; expected both 0 and 1");
    }

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var mean = Math.Clamp(LabelChecks.Mean(labels, weights), 1e-10, 1 - 1e-10);
        return Math.Log(mean * PositiveClassWeight / (1 - mean));
    }

    /// <inheritdoc/>
    public void Gradients(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients, Span<float> hessians)
    {
        var positiveWeight = (float)PositiveClassWeight;
        for (var row = 0; row < labels.Length; row++)
        {
            var probability = 1f / (1f + MathF.Exp(-scores[row]));
            var weight = (labels[row] > 0 ? positiveWeight : 1f) * (weights.IsEmpty ? 1f : weights[row]);
            gradients[row] = (probability - labels[row]) * weight;
            hessians[row] = MathF.Max(probability * (1f - probability), MinimumHessian) * weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score)
    {
        return label > 0 ? PositiveClassWeight * SoftPlus(-score) : SoftPlus(score);
    }

    /// <summary>log(1 + e^x), without overflow and without losing the small ones.</summary>
    private static double SoftPlus(double x)
    {
        var small = Math.Exp(-Math.Abs(x));
        var logarithm = small < 1e-4 ? small * (1 - small * (0.5 - small / 3)) : Math.Log(1 + small);
        return logarithm + Math.Max(x, 0);
    }
}
