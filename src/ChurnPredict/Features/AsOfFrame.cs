using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>A date with the instants at which its windows begin, and since when each table was observed; made once for all customers.</summary>
internal sealed class AsOfFrame
{
    private const int LongestWindowDays = 455;
    private const int PatienceDays = 30;
    private readonly long[] _windowStarts = new long[LongestWindowDays + 1];
    private readonly TimeAxis _timeAxis;

    /// <summary>Makes the frame of a date.</summary>
    public AsOfFrame(AsOfDate asOf, TimeAxis timeAxis, long firstEventAt, FeatureReference reference)
    {
        AsOf = asOf;
        _timeAxis = timeAxis;
        FirstEventAt = firstEventAt;
        HistoryStart = timeAxis.AsOf(timeAxis.LocalDate(firstEventAt)).Instant;
        foreach (var days in (int[])[7, 30, 60, 90, 180, 360, 365, 455]) _windowStarts[days] = StartOf(-days);
        YearAgoHorizonEnd = StartOf(-365 + reference.HorizonDays);
        EngagementStart = ObservedFrom(reference.EngagementFrom);
        SatisfactionStart = ObservedFrom(reference.SatisfactionFrom);
        SupportStart = ObservedFrom(reference.SupportFrom);
        TouchesStart = ObservedFrom(reference.TouchesFrom);
    }

    /// <summary>The date.</summary>
    public AsOfDate AsOf { get; }

    /// <summary>The first instant that does not exist yet.</summary>
    public long Now => AsOf.Instant;

    /// <summary>The history's first event, as far as was known.</summary>
    public long FirstEventAt { get; }

    /// <summary>Local midnight of the day of the first event.</summary>
    public long HistoryStart { get; }

    /// <summary>Since when engagement was observed.</summary>
    public long EngagementStart { get; }

    /// <summary>Since when satisfaction was observed.</summary>
    public long SatisfactionStart { get; }

    /// <summary>Since when support was observed.</summary>
    public long SupportStart { get; }

    /// <summary>Since when touches were observed.</summary>
    public long TouchesStart { get; }

    /// <summary>A year ago, the end of the window that corresponds to the horizon after the date.</summary>
    public long YearAgoHorizonEnd { get; }

    /// <summary>Whether this is the frame of a date in a history.</summary>
    public bool IsFor(AsOfDate asOf, EventStore store) =>
        asOf == AsOf && store.FirstEventKnownBefore(asOf.Instant) == FirstEventAt && store.TimeAxis.ZoneId == _timeAxis.ZoneId;

    /// <summary>Local midnight some days before the date; only for the windows in use.</summary>
    public long Since(int days) => _windowStarts[days];

    /// <summary>Days from an instant to the date.</summary>
    public double DaysSince(long instant) => Instants.DaysBetween(instant, Now);

    private long StartOf(int days) => _timeAxis.AsOf(AsOf.Date.AddDays(days)).Instant;

    // A sparse table's first row is later than its recording began: only a late start says that there was no recording before.
    private long ObservedFrom(long? firstRowAt) =>
        firstRowAt is { } first && Instants.DaysBetween(HistoryStart, first) > PatienceDays ? first : HistoryStart;
}
