namespace ChurnPredict.Boosting;

/// <summary>Poisson deviance of counts ≥ 0, up to a constant of the label; predictions are e^score.</summary>
public sealed record PoissonObjective : IObjective
{
    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Exponential;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels) => LabelChecks.ThrowIfNegative(labels);

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => LabelChecks.LogMean(labels, weights);

    /// <inheritdoc/>
    public void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1f : weights[row];
            var mean = BoundedExponential.Of(scores[row]);
            gradients[row] = (mean - labels[row]) * weight;
            hessians[row] = mean * weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score) => Math.Exp(score) - label * score;
}
