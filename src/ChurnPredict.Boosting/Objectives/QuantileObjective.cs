namespace ChurnPredict.Boosting;

/// <summary>
/// Pinball loss (Koenker and Bassett 1978); predictions are quantiles, and leaves hold quantiles of what is left to explain.
/// </summary>
public sealed record QuantileObjective : IObjective
{
    /// <summary>Share of the labels that is to lie below the prediction, in (0, 1).</summary>
    public double Alpha { get; init; } = 0.5;

    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Identity;

    /// <inheritdoc/>
    public bool RenewsLeaves => true;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels)
    {
        if (!(Alpha > 0 && Alpha < 1)) throw new ArgumentException($"{nameof(Alpha)} is {Alpha}; expected a share in (0, 1)");
    }

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) =>
        LabelChecks.Quantile(labels.ToArray(), weights, Alpha);

    /// <summary>As <see cref="IObjective.Gradients"/>; the hessian is the weight, since the true one is 0.</summary>
    /// <inheritdoc/>
    public void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1f : weights[row];
            gradients[row] = (float)(scores[row] >= labels[row] ? 1 - Alpha : -Alpha) * weight;
            hessians[row] = weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score) => score >= label ? (1 - Alpha) * (score - label) : Alpha * (label - score);

    /// <inheritdoc/>
    public double LeafValue(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores)
    {
        var residuals = new float[labels.Length];
        for (var row = 0; row < residuals.Length; row++) residuals[row] = labels[row] - scores[row];
        return LabelChecks.Quantile(residuals, weights, Alpha);
    }
}
