using System.Runtime.CompilerServices;
using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>The one feature path: training, batch and server compute features here and nowhere else. Thread-safe.</summary>
public sealed class FeatureCalculator
{
    private readonly FeatureSchema _schema;
    private readonly FeatureReference _reference;
    private readonly BlockPlacement[] _blocks;
    private readonly int _scratchLength;
    private readonly ConditionalWeakTable<EventStore, StoreBinding> _bindings = [];
    private AsOfFrame? _frame;

    /// <summary>Makes a calculator.</summary>
    /// <param name="schema">Which features, in which order.</param>
    /// <param name="reference">What they need to know of the base.</param>
    /// <exception cref="InvalidModelFileException">The schema names a feature that this version cannot compute.</exception>
    public FeatureCalculator(FeatureSchema schema, FeatureReference reference)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(reference);
        _schema = schema;
        _reference = reference;
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
        var frame = FrameOf(asOf, history.Store);
        var binding = BindingOf(history.Store);
        using var orders = OrderList.Collect(history.Store, history.Customer, asOf.Instant, binding.Clock);
        var customer = new CustomerView(history, frame, binding, _reference, orders);
        Span<float> scratch = stackalloc float[_scratchLength];
        foreach (var block in _blocks) block.Compute(customer, scratch, features);
    }

    private AsOfFrame FrameOf(AsOfDate asOf, EventStore store)
    {
        var frame = Volatile.Read(ref _frame);
        if (frame is not null && frame.IsFor(asOf, store)) return frame;
        frame = new AsOfFrame(asOf, store.TimeAxis, store.FirstEventAt, _reference);
        Volatile.Write(ref _frame, frame);
        return frame;
    }

    private StoreBinding BindingOf(EventStore store) =>
        _bindings.TryGetValue(store, out var binding) ? binding : _bindings.GetValue(store, bound => new StoreBinding(_schema, bound));
}
