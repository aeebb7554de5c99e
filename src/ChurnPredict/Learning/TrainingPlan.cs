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

    /// <summary>Up to this many snapshots lie a whole horizon apart: each is large enough alone.</summary>
    private const int FewSnapshots = 4;

    private const int MostValueSnapshots = 12;

    /// <summary>Days that they lie apart at least: closer ones see the same orders.</summary>
    private const int LeastValueSpacingDays = 30;

    private const int ValueRowsWanted = 90_000;

    /// <summary>Snapshots before those of value: without them nobody is observed through the last period of the survival that is delivered, 300
    /// to 365 days. On shops of 6,000 and 8,500 customers it was .021 and .042 off at 365 days without them and without unfinished snapshots,
    /// .014 and .022 with both.</summary>
    private const int EarlierSurvivalSnapshots = 3;

    /// <summary>The longest window of value.</summary>
    private const int LongestWindowDays = 365;

    /// <summary>Customers beyond which value learns from the snapshots of churn after all: to know the base of a million as of twelve dates
    /// more took training from 4.6 to 6.2 GiB and 55 s longer, and survival asks for three more.</summary>
    private const int MostValueCustomers = 250_000;

    /// <summary>Plans the dates.</summary>
    /// <returns>One date alone where a column says who churned.</returns>
    /// <exception cref="InvalidCustomerDataException">The history is too short for a backtest.</exception>
    public static IReadOnlyList<AsOfDate> Dates(HistorySource source, ChurnDefinition churn, TrainingOptions options)
    {
        if (churn is { Kind: ChurnKind.Label, LabelAsOf: { } labelAsOf }) return [LabelledDate(source, labelAsOf)];
        var horizonDays = churn.HorizonDays;
        var plan = Origins(source, churn, options);
        if (plan.Origins.Count == 0)
        {
            var observed = (int)Instants.DaysBetween(source.FirstEventAt, source.DayAfterLastEvent.Instant);
            throw new InvalidCustomerDataException(
                $"history: found {observed} days of events, expected at least {(2 * horizonDays) + MinimumHistoryDays} for a horizon of {horizonDays} days "
                + $"(a snapshot to learn from and a later one to judge on; {(3 * horizonDays) + MinimumHistoryDays} to choose options as well); choose a shorter --horizon or bring more history");
        }

        return plan.Snapshots;
    }

    /// <summary>The snapshots and what models learn from at each; no origin where the history is too short for a backtest.</summary>
    public static RollingOrigins Origins(HistorySource source, ChurnDefinition churn, TrainingOptions options)
    {
        var count = CountFor(source, options);
        return RollingOrigins.Plan(source, churn, new RollingOriginOptions
        {
            MinimumHistoryDays = MinimumHistoryDays,
            SpacingDays = count <= FewSnapshots ? churn.HorizonDays : Third(churn.HorizonDays),
            MaximumSnapshots = count,
        });
    }

    /// <summary>Dates after the snapshots of a small base, as far apart as those, whose windows reach beyond the data: churn learns from what
    /// is known of them (see <see cref="UnfinishedLabels"/>). Snapshots that lie a whole horizon apart have none between them and the end.</summary>
    /// <param name="source">The history.</param>
    /// <param name="churn">What churn means.</param>
    /// <param name="dates">The snapshots of churn.</param>
    /// <param name="options">How to train.</param>
    public static IReadOnlyList<AsOfDate> Unfinished(HistorySource source, ChurnDefinition churn, IReadOnlyList<AsOfDate> dates, TrainingOptions options)
    {
        if (churn.Kind == ChurnKind.Label || CountFor(source, options) <= FewSnapshots) return [];
        var spacing = Third(churn.HorizonDays);
        var unfinished = new List<AsOfDate>();
        for (var date = dates[^1].Date.AddDays(spacing); date.AddDays(spacing) <= source.DayAfterLastEvent.Date; date = date.AddDays(spacing))
            unfinished.Add(source.TimeAxis.AsOf(date));
        return unfinished;
    }

    /// <summary>
    /// Plans where value and survival learn from. When the snapshots of churn are few and large: how the base's spend moves with the
    /// year, and windows longer than the horizon, ask for many dates rather than many customers. Dates lie a third of the horizon apart, up
    /// to the last that was observed for as long. When they are many and small, value learns from them, and survival from those that are
    /// not over yet as well. Either way survival learns from a few earlier ones after which a year is over. So does value where there are
    /// contracts: they may be paid by the year, and where the next invoice is seven months away a window of half a year says nothing of it.
    /// </summary>
    /// <param name="source">The history.</param>
    /// <param name="churn">What churn means.</param>
    /// <param name="dates">The snapshots of churn.</param>
    /// <param name="options">How to train.</param>
    /// <returns>null = from those of churn.</returns>
    public static ValuePlan? ForValue(HistorySource source, ChurnDefinition churn, IReadOnlyList<AsOfDate> dates, TrainingOptions options)
    {
        if (churn.Kind == ChurnKind.Label || options.MaximumSnapshots is not null || source.CustomerCount > MostValueCustomers) return null;
        var plan = CountFor(source, options) > FewSnapshots ? null : ForLargeBase(source, churn, dates, options);
        AsOfDate[] known = [.. plan?.Dates ?? [.. dates, .. Unfinished(source, churn, dates, options)]];
        var earlier = DatesWithAYearAfter(source, churn, known[0].Date);
        var mostRows = plan?.MostRows ?? MostValueRows(known.Length, options);
        if (churn.Kind == ChurnKind.Cancellation && earlier.Count > 0) return new ValuePlan([.. earlier, .. known], [], mostRows);
        if (plan is not null) return plan with { SurvivalOnlyDates = earlier };
        return earlier.Count + known.Length == dates.Count ? null : new ValuePlan([], [.. earlier, .. known], mostRows);
    }

    private static ValuePlan? ForLargeBase(HistorySource source, ChurnDefinition churn, IReadOnlyList<AsOfDate> dates, TrainingOptions options)
    {
        var spacing = ValueSpacingDays(churn);
        var date = dates[^1].Date;
        while (date.AddDays(2 * spacing) <= source.DayAfterLastEvent.Date) date = date.AddDays(spacing);
        var plan = DatesUpTo(source, churn, date, MostValueSnapshots);
        if (plan.Count <= dates.Count) return null;
        return new ValuePlan(plan, [], MostValueRows(plan.Count, options));
    }

    /// <summary>A few dates before the first known, where no year after that is over yet, after which one is.</summary>
    private static List<AsOfDate> DatesWithAYearAfter(HistorySource source, ChurnDefinition churn, DateOnly firstKnown)
    {
        var last = source.DayAfterLastEvent.Date.AddDays(-LongestWindowDays);
        if (firstKnown <= last) return [];
        var before = firstKnown.AddDays(-ValueSpacingDays(churn));
        return DatesUpTo(source, churn, before < last ? before : last, EarlierSurvivalSnapshots);
    }

    /// <summary>Dates back from one, rising, each with at least a horizon of history before it.</summary>
    private static List<AsOfDate> DatesUpTo(HistorySource source, ChurnDefinition churn, DateOnly last, int most)
    {
        var earliest = source.TimeAxis.LocalDate(source.FirstEventAt).AddDays(churn.HorizonDays);
        var dates = new List<AsOfDate>();
        for (var date = last; date >= earliest && dates.Count < most; date = date.AddDays(-ValueSpacingDays(churn))) dates.Insert(0, source.TimeAxis.AsOf(date));
        return dates;
    }

    private static int ValueSpacingDays(ChurnDefinition churn) => Math.Max(LeastValueSpacingDays, Third(churn.HorizonDays));

    private static int MostValueRows(int snapshots, TrainingOptions options) => Math.Min(ValueRowsWanted / snapshots, options.MaximumSnapshotRows ?? int.MaxValue);

    private static int CountFor(HistorySource source, TrainingOptions options)
    {
        var count = int.Clamp(RowsWanted / Math.Max(1, source.CustomerCount), FewestSnapshots, MostSnapshots);
        return Math.Min(count, options.MaximumSnapshots ?? count);
    }

    private static int Third(int horizonDays) => Math.Max(1, horizonDays / 3);

    private static AsOfDate LabelledDate(HistorySource source, DateOnly date) => source.DayAfterLastEvent.Date >= date
        ? source.TimeAxis.AsOf(date)
        : throw new InvalidCustomerDataException(
            $"--as-of: found {source.DayAfterLastEvent.Date:yyyy-MM-dd}, expected none, or {date:yyyy-MM-dd}: the labels of this history describe that date (churn.as_of in history.yaml)");
}
