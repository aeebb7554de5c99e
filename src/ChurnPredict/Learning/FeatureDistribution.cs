namespace ChurnPredict.Learning;

/// <summary>How a feature was distributed when the model was trained, to tell later whether it has drifted.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="MissingShare">Share of customers without a value.</param>
/// <param name="Deciles">Eleven values from minimum to maximum among those present; empty when none is.</param>
public sealed record FeatureDistribution(string Feature, double MissingShare, float[] Deciles)
{
    /// <summary>Describes one column.</summary>
    /// <param name="feature">Its name.</param>
    /// <param name="values">One value a customer, NaN = missing; reordered.</param>
    public static FeatureDistribution Of(string feature, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var present = Array.FindAll(values, value => !float.IsNaN(value));
        Array.Sort(present);
        float[] deciles = present.Length == 0 ? [] : [.. Enumerable.Range(0, 11).Select(tenth => present[(present.Length - 1) * tenth / 10])];
        return new FeatureDistribution(feature, values.Length == 0 ? 0 : 1 - ((double)present.Length / values.Length), deciles);
    }
}
