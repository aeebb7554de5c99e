using System.Runtime.CompilerServices;
using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Makes views of customers, keeping what is the same for all customers of a date and of a history. Thread-safe.</summary>
internal sealed class ViewSource
{
    // A server is asked about dates in any order; four kilobytes each.
    private const int FrameCount = 256;

    private readonly FeatureSchema _schema;
    private readonly FeatureReference _reference;
    private readonly ConditionalWeakTable<EventStore, StoreBinding> _bindings = [];
    private readonly AsOfFrame?[] _frames = new AsOfFrame?[FrameCount];

    /// <summary>Makes a source of views.</summary>
    public ViewSource(FeatureSchema schema, FeatureReference reference)
    {
        _schema = schema;
        _reference = reference;
    }

    /// <summary>The words of the schema in a history's codes.</summary>
    public StoreBinding BindingOf(EventStore store) =>
        _bindings.TryGetValue(store, out var binding) ? binding : _bindings.GetValue(store, bound => new StoreBinding(_schema, bound));

    /// <summary>A view of a customer over their orders.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">The date.</param>
    /// <param name="binding">What <see cref="BindingOf"/> says of the history.</param>
    /// <param name="orders">The customer's orders before the date; must outlive the view.</param>
    public CustomerView View(CustomerHistory history, AsOfDate asOf, StoreBinding binding, OrderList orders) =>
        new(history, FrameOf(asOf, history.Store), binding, _reference, orders);

    private AsOfFrame FrameOf(AsOfDate asOf, EventStore store)
    {
        ref var place = ref _frames[asOf.Date.DayNumber % FrameCount];
        var frame = Volatile.Read(ref place);
        if (frame is not null && frame.IsFor(asOf, store)) return frame;
        frame = new AsOfFrame(asOf, store.TimeAxis, store.FirstEventKnownBefore(asOf.Instant), _reference);
        Volatile.Write(ref place, frame);
        return frame;
    }
}
