namespace ChurnPredict.Boosting;

/// <summary>
/// Half the squared error up to <see cref="Delta"/>, linear beyond (Huber 1964): means that outliers pull less.
/// </summary>
public sealed record HuberObjective : IObjective
{
    /// <summary>Error from which the loss is linear, above 0, in the label's unit.</summary>
    public double Delta { get; init; } = 1;

    /// <inheritdoc/>
    public LinkFunction Link => LinkFunction.Identity;

    /// <inheritdoc/>
    public void ThrowIfInvalid(ReadOnlySpan<float> labels)
    {
        if (!(Delta > 0 && double.IsFinite(Delta)))
            throw new ArgumentException($"{nameof(Delta)} is {Delta}; expected a finite number above 0");
    }

    /// <inheritdoc/>
    public double StartScore(ReadOnlySpan<float> labels, ReadOnlySpan<float> weights) =>
        LabelChecks.Quantile(labels.ToArray(), weights, 0.5);

    /// <summary>
    /// As <see cref="IObjective.Gradients"/>; the hessian is the weight everywhere, since the true one is 0 beyond delta.
    /// </summary>
    /// <inheritdoc/>
    public void Gradients(
        ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, ReadOnlySpan<float> scores, Span<float> gradients,
        Span<float> hessians)
    {
        var delta = (float)Delta;
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.IsEmpty ? 1f : weights[row];
            gradients[row] = Math.Clamp(scores[row] - labels[row], -delta, delta) * weight;
            hessians[row] = weight;
        }
    }

    /// <inheritdoc/>
    public double Loss(double label, double score)
    {
        var error = Math.Abs(score - label);
        return error <= Delta ? 0.5 * error * error : Delta * (error - 0.5 * Delta);
    }
}
