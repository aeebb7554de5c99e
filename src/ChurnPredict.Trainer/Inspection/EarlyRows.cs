using ChurnPredict.History;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>Finds rows that stand years before all others. One is enough for a history to count as observed since then: windows of a year
/// are known from the start, every customer's tenure too, and a season is told from years in which nothing happened.</summary>
internal sealed class EarlyRows
{
    private const double LeastGapDays = 365;
    private const double MostShare = 0.01;

    private static readonly long YearOne = Instants.From(DateTimeOffset.MinValue);

    // Bins of 365 days suffice to find gaps of as much: each knows its own first and last time. From year 1 to 9999, as every row of a
    // history comes by.
    private readonly (long Rows, long First, long Last)[] _bins = new (long, long, long)[10_007];

    public long Rows { get; private set; }

    /// <summary>Adds the times of rows, microseconds UTC, in any order.</summary>
    public void Add(ReadOnlySpan<long> times)
    {
        Rows += times.Length;
        foreach (var time in times)
        {
            var bin = (time - YearOne) / (365 * Instants.MicrosecondsPerDay);
            ref var known = ref _bins[bin];
            known = known.Rows == 0 ? (1, time, time) : (known.Rows + 1, long.Min(known.First, time), long.Max(known.Last, time));
        }
    }

    /// <summary>The early rows, where there are any and they are few.</summary>
    /// <param name="early">How many, the last of them, and the first of all others.</param>
    public bool TryFind(out (long Rows, long LastAt, long OthersFrom) early)
    {
        early = default;
        var (before, lastBefore) = (0L, long.MaxValue);
        foreach (var bin in _bins.Where(bin => bin.Rows > 0))
        {
            if (before > MostShare * Rows) break;
            if (before > 0 && Instants.DaysBetween(lastBefore, bin.First) >= LeastGapDays) early = (before, lastBefore, bin.First);
            (before, lastBefore) = (before + bin.Rows, bin.Last);
        }

        return early.Rows > 0;
    }
}
