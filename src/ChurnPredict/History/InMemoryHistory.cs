namespace ChurnPredict.History;

/// <summary>A history that is one part in memory.</summary>
public sealed class InMemoryHistory : HistorySource
{
    /// <summary>Wraps a loaded store.</summary>
    /// <param name="store">All customers.</param>
    /// <param name="quality">What was read and left out; null = nothing to report.</param>
    public InMemoryHistory(EventStore store, HistoryQuality? quality = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        Quality = quality ?? new HistoryQuality();
    }

    /// <summary>All customers.</summary>
    public EventStore Store { get; }

    /// <inheritdoc/>
    public override HistoryDescription Description => Store.Description;

    /// <inheritdoc/>
    public override TimeAxis TimeAxis => Store.TimeAxis;

    /// <inheritdoc/>
    public override HistoryVocabularies Vocabularies => Store.Vocabularies;

    /// <inheritdoc/>
    public override HistoryQuality Quality { get; }

    /// <inheritdoc/>
    public override int CustomerCount => Store.CustomerCount;

    /// <inheritdoc/>
    public override long FirstEventAt => Store.FirstEventAt;

    /// <inheritdoc/>
    public override long FirstEventKnownBefore(long instant) => Store.FirstEventKnownBefore(instant);

    /// <inheritdoc/>
    public override long LastEventAt => Store.LastEventAt;

    /// <inheritdoc/>
    public override IEnumerable<EventStore> Parts() => [Store];
}
