namespace ChurnPredict.History;

/// <summary>A history seen as if it had ended at some date: what happened or became known later is still in the parts, but nothing says
/// that it was observed, so labels end there and as-of masks hide the rest.</summary>
public sealed class HistoryUntil : HistorySource
{
    private readonly HistorySource _source;

    /// <summary>Cuts a history.</summary>
    /// <param name="source">The whole history; stays the caller's to dispose.</param>
    /// <param name="end">The first date that was not observed.</param>
    public HistoryUntil(HistorySource source, AsOfDate end)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        LastEventAt = Math.Min(source.LastEventAt, end.Instant - 1);
        KnownUntil = Math.Min(source.KnownUntil, end.Instant);
    }

    /// <inheritdoc/>
    public override HistoryDescription Description => _source.Description;

    /// <inheritdoc/>
    public override TimeAxis TimeAxis => _source.TimeAxis;

    /// <inheritdoc/>
    public override HistoryVocabularies Vocabularies => _source.Vocabularies;

    /// <inheritdoc/>
    public override HistoryQuality Quality => _source.Quality;

    /// <inheritdoc/>
    public override int CustomerCount => _source.CustomerCount;

    /// <inheritdoc/>
    public override long FirstEventAt => _source.FirstEventAt;

    /// <inheritdoc/>
    public override long FirstEventKnownBefore(long instant) => _source.FirstEventKnownBefore(instant);

    /// <inheritdoc/>
    public override long LastEventAt { get; }

    /// <inheritdoc/>
    public override long KnownUntil { get; }

    /// <inheritdoc/>
    public override IEnumerable<EventStore> Parts() => _source.Parts();
}
