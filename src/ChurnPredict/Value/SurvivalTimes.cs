using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>When a snapshot's events came, in the seasonal time after its date.</summary>
/// <param name="Events">One a row; +∞ when none was observed.</param>
/// <param name="Observed">Until when they were observed.</param>
internal sealed record SurvivalTimes(double[] Events, double Observed)
{
    /// <summary>The times of a snapshot.</summary>
    /// <param name="table">The snapshot.</param>
    /// <param name="labelsUntil">What came at or after it is censored.</param>
    /// <param name="season">null = plain days.</param>
    public static SurvivalTimes Of(SnapshotTable table, DateOnly labelsUntil, PurchaseSeason? season)
    {
        var clock = SurvivalClock.Of(season, table.AsOf.Date);
        return new SurvivalTimes(Array.ConvertAll(table.EventDays, days => clock.ToSeasonal(days)), clock.ToSeasonal(SurvivalLearner.ObservedDays(table, labelsUntil)));
    }
}
