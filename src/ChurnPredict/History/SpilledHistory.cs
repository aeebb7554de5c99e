namespace ChurnPredict.History;

/// <summary>A history that is larger than the memory allowed: its rows wait in temporary files and are put together part by part,
/// each time the parts are walked.</summary>
internal sealed class SpilledHistory : HistorySource
{
    private readonly HistoryLoader _loader;
    private readonly int _partCount;

    /// <summary>Takes over a loader that has read everything.</summary>
    public SpilledHistory(HistoryLoader loader, int partCount) => (_loader, _partCount) = (loader, partCount);

    /// <inheritdoc/>
    public override HistoryDescription Description => _loader.Description;

    /// <inheritdoc/>
    public override TimeAxis TimeAxis => _loader.TimeAxis;

    /// <inheritdoc/>
    public override HistoryVocabularies Vocabularies => _loader.Vocabularies;

    /// <inheritdoc/>
    public override HistoryQuality Quality => _loader.Quality;

    /// <inheritdoc/>
    public override int CustomerCount => _loader.Customers.Count;

    /// <inheritdoc/>
    public override long FirstEventAt => _loader.FirstEventAt;

    /// <inheritdoc/>
    public override long FirstEventKnownBefore(long instant) => _loader.ObservedStart.Before(instant) ?? FirstEventAt;

    /// <inheritdoc/>
    public override long LastEventAt => _loader.LastEventAt;

    /// <inheritdoc/>
    public override IEnumerable<EventStore> Parts()
    {
        for (var part = 0; part < _partCount; part++)
            yield return _loader.Load(part * CustomerIds.PartitionCount / _partCount, (part + 1) * CustomerIds.PartitionCount / _partCount);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _loader.Dispose();
        base.Dispose(disposing);
    }
}
