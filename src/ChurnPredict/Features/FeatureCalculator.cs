using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>The one feature path: training, batch and server compute features here and nowhere else. Thread-safe.</summary>
public sealed class FeatureCalculator
{
    private readonly FeatureSchema _schema;
    private readonly ViewSource _views;
    private readonly BlockPlacement[] _blocks;
    private readonly int _scratchLength;

    /// <summary>Makes a calculator.</summary>
    /// <param name="schema">Which features, in which order.</param>
    /// <param name="reference">What they need to know of the base.</param>
    /// <exception cref="InvalidModelFileException">The schema names a feature that this version cannot compute.</exception>
    public FeatureCalculator(FeatureSchema schema, FeatureReference reference)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(reference);
        _schema = schema;
        _views = new ViewSource(schema, reference);
        _blocks = BlockPlacement.Place(schema);
        _scratchLength = _blocks.Select(block => block.Block.Definitions.Count).DefaultIfEmpty().Max();
    }

    /// <summary>Computes a customer's features as of a date; nothing at or after the date is looked at.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date.</param>
    /// <param name="features">Overwritten; length = features of the schema; NaN = missing.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> has another length.</exception>
    public void Compute(CustomerHistory history, AsOfDate asOf, Span<float> features)
    {
        if (features.Length != _schema.Count)
            throw new ArgumentException($"a row of {features.Length} values for {_schema.Count} features", nameof(features));
        var binding = _views.BindingOf(history.Store);
        using var orders = OrderList.Collect(history.Store, history.Customer, asOf.Instant, binding.Clock);
        var customer = _views.View(history, asOf, binding, orders);
        Span<float> scratch = stackalloc float[_scratchLength];
        foreach (var block in _blocks) block.Compute(customer, scratch, features);
    }
}
