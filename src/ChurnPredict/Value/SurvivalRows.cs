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
    public static SurvivalRows From(IReadOnlyList<SnapshotTable> tables, DateOnly labelsUntil, int maximumRows)
    {
        var observed = tables.Select(table => SurvivalLearner.ObservedDays(table, labelsUntil)).ToArray();
        var total = tables.Select((table, index) => Enumerable.Range(0, table.Features.RowCount).Sum(row => (long)PeriodsOf(table.EventDays[row], observed[index]))).Sum();
        var step = (int)Math.Max(1, (total + maximumRows - 1) / maximumRows);
        var chosen = tables.SelectMany((table, index) => Enumerable.Range(0, table.Features.RowCount)
            .Where(row => (row + index) % step == 0)
            .Select(row => (table, row, periods: PeriodsOf(table.EventDays[row], observed[index]), observed: observed[index]))).ToArray();
        var width = tables[0].Features.FeatureCount + AddedFeatures;
        var count = chosen.Sum(row => row.periods);
        var (values, labels) = (new float[(long)count * width], new float[count]);
        var next = 0;
        foreach (var (table, row, periods, days) in chosen)
        {
            for (var period = 0; period < periods; period++, next++)
            {
                var target = values.AsSpan(checked(next * width), width);
                table.Features.Row(row).CopyTo(target);
                target[^1] = period;
                labels[next] = IsIn(period, table.EventDays[row], days) ? 1 : 0;
            }
        }

        FeatureColumn[] columns = [.. tables[0].Features.Features, new FeatureColumn("survival_period")];
        return new SurvivalRows(new FeatureMatrix(values, count, width, columns), labels);
    }

    /// <summary>How many periods a customer was at risk in. A period that was not observed to its end counts for nobody: were those
    /// counted who had the event in what was seen of it, its hazard would be that of events alone.</summary>
    private static int PeriodsOf(float eventDays, float observedDays)
    {
        for (var period = 0; period < SurvivalPeriods.Count; period++)
        {
            if (observedDays < SurvivalPeriods.EndDays[period]) return period;
            if (IsIn(period, eventDays, observedDays)) return period + 1;
        }

        return SurvivalPeriods.Count;
    }

    private static bool IsIn(int period, float eventDays, float observedDays) =>
        eventDays < observedDays && eventDays >= SurvivalPeriods.StartDays(period) && eventDays < SurvivalPeriods.EndDays[period];
}
