using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>The one feature path: training, batch and server compute features here and nowhere else. Thread-safe.</summary>
public sealed class FeatureCalculator
{
    private readonly FeatureSchema _schema;
    private readonly FeatureReference _reference;

    /// <summary>Makes a calculator.</summary>
    /// <param name="schema">Which features, in which order.</param>
    /// <param name="reference">What they need to know of the base.</param>
    public FeatureCalculator(FeatureSchema schema, FeatureReference reference)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(reference);
        _schema = schema;
        _reference = reference;
    }

    /// <summary>Computes a customer's features as of a date; nothing at or after the date is looked at.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date.</param>
    /// <param name="features">Overwritten; length = features of the schema; NaN = missing.</param>
    public void Compute(CustomerHistory history, AsOfDate asOf, Span<float> features) =>
        throw new NotImplementedException($"{_schema.Count} {_reference} {history.Customer} {asOf.Date} {features.Length}");
}
