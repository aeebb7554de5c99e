namespace ChurnPredict.Boosting;

/// <summary>
/// Tweedie deviance, halved and up to a constant of the label: amounts ≥ 0 of which many are 0, such as spending. Predictions are
/// e^score. Jørgensen, The Theory of Dispersion Models (1997): −y·e^((1−ρ)s)/(1−ρ) + e^((2−ρ)s)/(2−ρ).
/// </summary>
public sealed record TweedieObjective : IObjective
{
    /// <summary>Power ρ of the mean that the variance grows with, in (1, 2): near 1 like counts, near 2 like amounts.</summary>
    public double VariancePower { get; init; } = 1.5;

    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Exponential;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels)
    {
        if (!(VariancePower > 1 && VariancePower < 2))
            throw new ArgumentException($"{nameof(VariancePower)} is {VariancePower}; expected a power in (1, 2)");
        LabelChecks.ThrowIfNegative(labels);
    }

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) => LabelChecks.LogMean(labels, weights);

    /// <inheritdoc/>
    public void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        var (one, two) = ((float)(1 - VariancePower), (float)(2 - VariancePower));
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1f : weights[row];
            var labelPart = labels[row] * BoundedExponential.Of(one * scores[row]);
            var meanPart = BoundedExponential.Of(two * scores[row]);
            gradients[row] = (meanPart - labelPart) * weight;
            hessians[row] = (two * meanPart - one * labelPart) * weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score)
    {
        var (one, two) = (1 - VariancePower, 2 - VariancePower);
        return Math.Exp(two * score) / two - label * Math.Exp(one * score) / one;
    }
}
