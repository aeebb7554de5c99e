using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>The windows after a date in which labels are read, in local calendar days.</summary>
internal sealed class LabelFrame
{
    private static readonly int[] ValueHorizons = [90, 180, 365];

    /// <summary>Lays out the windows of a date.</summary>
    public LabelFrame(AsOfDate asOf, HistorySource source, ChurnDefinition definition)
    {
        var axis = source.TimeAxis;
        AsOf = asOf;
        Definition = definition;
        DataEnd = source.DayAfterLastEvent.Instant;
        KnownUntil = source.KnownUntil;
        ChurnEnd = axis.AsOf(asOf.Date.AddDays(definition.HorizonDays)).Instant;
        Horizons = [.. ValueHorizons.Append(definition.HorizonDays).Distinct().Order()];
        HorizonEnds = [.. Horizons.Select(days => axis.AsOf(asOf.Date.AddDays(days)).Instant)];
        GrossMargin = source.Description.GrossMargin;
    }

    /// <summary>The date.</summary>
    public AsOfDate AsOf { get; }

    /// <summary>What churn means.</summary>
    public ChurnDefinition Definition { get; }

    /// <summary>Local midnight after the last event: what lies at or after it was not observed.</summary>
    public long DataEnd { get; }

    /// <summary>What became known at or after it does not exist, see <see cref="HistorySource.KnownUntil"/>.</summary>
    public long KnownUntil { get; }

    /// <summary>End of the window in which churn is judged.</summary>
    public long ChurnEnd { get; }

    /// <summary>Whether churn within the horizon was observed.</summary>
    public bool IsChurnObserved => ChurnEnd <= DataEnd;

    /// <summary>Horizons of spend, in days, rising: 90, 180, 365 and the churn horizon.</summary>
    public int[] Horizons { get; }

    /// <summary>End of each horizon.</summary>
    public long[] HorizonEnds { get; }

    /// <summary>Share of amounts that is margin where no margin is given; null when unknown.</summary>
    public double? GrossMargin { get; }
}
