namespace ChurnPredict.Boosting;

/// <summary>Half the squared error; predictions are means.</summary>
public sealed record SquaredErrorObjective : IObjective
{
    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Identity;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels)
    {
    }

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => LabelChecks.Mean(labels, weights);

    /// <inheritdoc/>
    public void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1f : weights[row];
            gradients[row] = (scores[row] - labels[row]) * weight;
            hessians[row] = weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score) => 0.5 * (score - label) * (score - label);
}
