namespace ChurnPredict.Boosting;

/// <summary>Gamma deviance of amounts &gt; 0, halved and up to a constant of the label; predictions are e^score.</summary>
public sealed record GammaObjective : IObjective
{
    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Exponential;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels) => LabelChecks.ThrowIfNotPositive(labels);

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
            var ratio = labels[row] * BoundedExponential.Of(-scores[row]);
            gradients[row] = (1 - ratio) * weight;
            hessians[row] = ratio * weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score) => label * Math.Exp(-score) + score;
}
