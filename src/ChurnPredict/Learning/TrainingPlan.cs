using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>Which snapshots a training uses: as many as pay for the size of the base, spaced by a third of the horizon where the
/// base is small and by the horizon where each snapshot is large enough alone.</summary>
internal static class TrainingPlan
{
    /// <summary>Days of history that the first snapshot needs behind it; with three horizons this is the least a training needs.</summary>
    public const int MinimumHistoryDays = 30;

    private const int RowsWanted = 45_000;
    private const int MostSnapshots = 12;
    private const int FewestSnapshots = 3;

    /// <summary>Plans the dates.</summary>
    /// <returns>One date alone where a column says who churned.</returns>
    /// <exception cref="InvalidCustomerDataException">The history is too short for a backtest.</exception>
    public static IReadOnlyList<AsOfDate> Dates(HistorySource source, ChurnDefinition churn, TrainingOptions options)
    {
        if (churn is { Kind: ChurnKind.Label, LabelAsOf: { } labelAsOf }) return [LabelledDate(source, labelAsOf)];
        var horizonDays = churn.HorizonDays;
        var count = int.Clamp(RowsWanted / Math.Max(1, source.CustomerCount), FewestSnapshots, MostSnapshots);
        count = Math.Min(count, options.MaximumSnapshots ?? count);
        var plan = RollingOrigins.Plan(source, churn, new RollingOriginOptions
        {
            MinimumHistoryDays = MinimumHistoryDays,
            SpacingDays = count <= 4 ? horizonDays : Math.Max(1, horizonDays / 3),
            MaximumSnapshots = count,
        });
        if (plan.Origins.Count == 0)
        {
            var observed = (int)Instants.DaysBetween(source.FirstEventAt, source.DayAfterLastEvent.Instant);
            throw new InvalidCustomerDataException(
                $"history: found {observed} days of events, expected at least {(2 * horizonDays) + MinimumHistoryDays} for a horizon of {horizonDays} days "
                + $"(a snapshot to learn from and a later one to judge on; {(3 * horizonDays) + MinimumHistoryDays} to choose options as well); choose a shorter --horizon or bring more history");
        }

        return plan.Snapshots;
    }

    private static AsOfDate LabelledDate(HistorySource source, DateOnly date) => source.DayAfterLastEvent.Date >= date
        ? source.TimeAxis.AsOf(date)
        : throw new InvalidCustomerDataException(
            $"--as-of: found {source.DayAfterLastEvent.Date:yyyy-MM-dd}, expected none, or {date:yyyy-MM-dd}: the labels of this history describe that date (churn.as_of in history.yaml)");
}
