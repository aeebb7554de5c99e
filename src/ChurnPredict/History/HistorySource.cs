namespace ChurnPredict.History;

/// <summary>
/// A history that was opened: in memory as one part, or, where it does not fit the memory allowed, as parts that are loaded one
/// after the other. Either way the customers come in the same canonical order.
/// </summary>
public abstract class HistorySource : IDisposable
{
    /// <summary>What <c>history.yaml</c> says.</summary>
    public abstract HistoryDescription Description { get; }

    /// <summary>Dates and instants of the history's zone.</summary>
    public abstract TimeAxis TimeAxis { get; }

    /// <summary>Words behind the codes, the same in every part.</summary>
    public abstract HistoryVocabularies Vocabularies { get; }

    /// <summary>What was read and what was left out, and why.</summary>
    public abstract HistoryQuality Quality { get; }

    /// <summary>Number of customers in all parts.</summary>
    public abstract int CustomerCount { get; }

    /// <summary>Earliest instant of any event, microseconds UTC.</summary>
    public abstract long FirstEventAt { get; }

    /// <summary>Earliest instant of any event that was known before an instant, microseconds UTC; of any event where none was.</summary>
    /// <param name="instant">Microseconds UTC.</param>
    public abstract long FirstEventKnownBefore(long instant);

    /// <summary>Latest instant of any event that is not in the future, microseconds UTC; of any event where more than 1 % of them are.</summary>
    public abstract long LastEventAt { get; }

    /// <summary>Rows that became known at or after this instant do not exist, microseconds UTC. Labels, which otherwise count facts whenever
    /// those became known, heed it; whatever is told as of a date does by the date alone.</summary>
    public virtual long KnownUntil => long.MaxValue;

    /// <summary>The default as-of date: the day after <see cref="LastEventAt"/>.</summary>
    public AsOfDate DayAfterLastEvent => TimeAxis.AsOf(TimeAxis.LocalDate(LastEventAt).AddDays(1));

    /// <summary>The parts, in canonical order of customers. May be walked several times; a part is valid until the next is asked for.</summary>
    public abstract IEnumerable<EventStore> Parts();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees spilled files.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
