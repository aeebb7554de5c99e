namespace ChurnPredict.Value;

/// <summary>The expectation that <see cref="PurchaseCombination"/> corrects.</summary>
/// <param name="Name">A model's name, or <c>mean</c>.</param>
/// <param name="Feature">The feature that says how much the model's logarithm lies above that of the mean; null = the mean itself.</param>
internal sealed record CombinationStart(string Name, int? Feature)
{
    /// <summary>All that may be chosen.</summary>
    public static IReadOnlyList<CombinationStart> All { get; } =
        [new("pareto_nbd", 0), new("bg_nbd", 1), new("mbg_nbd", 2), new("mean", null)];

    /// <summary>What is added to the logarithm of the mean.</summary>
    /// <param name="features">A customer's, as <see cref="PurchaseForecasts.Fill"/> writes them.</param>
    public double Of(ReadOnlySpan<float> features) => Feature is { } feature ? features[feature] : 0;
}
