using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>Customer-periods to learn hazards from.</summary>
/// <param name="Features">A customer's features, and behind them the period's number.</param>
/// <param name="Labels">1 where the event fell into the period.</param>
internal sealed record SurvivalRows(FeatureMatrix Features, float[] Labels)
{
    /// <summary>Features that a period adds to a row.</summary>
    public const int AddedFeatures = 1;

    /// <summary>Makes the rows.</summary>
    /// <param name="tables">Snapshots.</param>
    /// <param name="labelsUntil">What came at or after it is censored.</param>
    /// <param name="season">Periods are cut in the seasonal time after each snapshot's date; null = in plain days.</param>
    /// <param name="maximumRows">Of more, every n-th customer is taken.</param>
    /// <param name="isTaken">Which customers, by their index in the history; null = all.</param>
    public static SurvivalRows From(
        IReadOnlyList<SnapshotTable> tables, DateOnly labelsUntil, PurchaseSeason? season, int maximumRows, Func<int, bool>? isTaken = null)
    {
        var times = tables.Select(table => SurvivalTimes.Of(table, labelsUntil, season)).ToArray();
        var customers = tables.Select(table => Enumerable.Range(0, table.Features.RowCount).Where(row => isTaken?.Invoke(table.CustomerIndex[row]) ?? true).ToArray()).ToArray();
        var total = customers.Select((rows, index) => rows.Sum(row => (long)PeriodsOf(times[index].Events[row], times[index].Observed))).Sum();
        var step = (int)Math.Max(1, (total + maximumRows - 1) / maximumRows);
        var chosen = tables.SelectMany((table, index) => customers[index]
            .Where((_, number) => (number + index) % step == 0)
            .Select(row => (table, row, time: times[index].Events[row], observed: times[index].Observed))
            .Select(row => (row.table, row.row, row.time, row.observed, periods: PeriodsOf(row.time, row.observed)))).ToArray();
        var width = tables[0].Features.FeatureCount + AddedFeatures;
        var count = chosen.Sum(row => row.periods);
        var (values, labels) = (new float[(long)count * width], new float[count]);
        var next = 0;
        foreach (var (table, row, time, observed, periods) in chosen)
        {
            for (var period = 0; period < periods; period++, next++)
            {
                var target = values.AsSpan(checked(next * width), width);
                table.Features.Row(row).CopyTo(target);
                target[^1] = period;
                labels[next] = IsIn(period, time, observed) ? 1 : 0;
            }
        }

        FeatureColumn[] columns = [.. tables[0].Features.Features, new FeatureColumn("survival_period")];
        return new SurvivalRows(new FeatureMatrix(values, count, width, columns), labels);
    }

    /// <summary>How many rows there are when none is left out.</summary>
    /// <param name="tables">Snapshots.</param>
    /// <param name="labelsUntil">As above.</param>
    /// <param name="season">As above.</param>
    public static long CountOf(IReadOnlyList<SnapshotTable> tables, DateOnly labelsUntil, PurchaseSeason? season) => tables
        .Select(table => SurvivalTimes.Of(table, labelsUntil, season))
        .Sum(times => times.Events.Sum(time => (long)PeriodsOf(time, times.Observed)));

    /// <summary>How many periods a customer was at risk in. A period that was not observed to its end counts for nobody: were those
    /// counted who had the event in what was seen of it, its hazard would be that of events alone.</summary>
    private static int PeriodsOf(double eventDays, double observedDays)
    {
        for (var period = 0; period < SurvivalPeriods.Count; period++)
        {
            if (observedDays < SurvivalPeriods.EndDays[period]) return period;
            if (IsIn(period, eventDays, observedDays)) return period + 1;
        }

        return SurvivalPeriods.Count;
    }

    private static bool IsIn(int period, double eventDays, double observedDays) =>
        eventDays < observedDays && eventDays >= SurvivalPeriods.StartDays(period) && eventDays < SurvivalPeriods.EndDays[period];
}
