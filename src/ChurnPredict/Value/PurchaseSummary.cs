using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>
/// What the probabilistic value models know of a customer: how often and how lately they bought again, and since when they have
/// been one. Purchases on the same local day count once. Weeks are days ÷ 7.
/// </summary>
/// <param name="RepeatPurchases">x: days with a purchase after the first one, ≥ 0.</param>
/// <param name="RecencyWeeks">t_x: from the first to the last purchase day, 0 ≤ t_x ≤ <paramref name="AgeWeeks"/>; 0 for one-time buyers.</param>
/// <param name="AgeWeeks">T: from the first purchase day to the last day before the as-of date, ≥ 0.</param>
/// <param name="MeanRepeatSpend">Mean money of a repeat purchase day (refunds apart); NaN for one-time buyers.</param>
/// <param name="SumLogGaps">Σ ln of the weeks between successive purchase days, which the regularity models need; 0 for one-time buyers.</param>
public readonly record struct PurchaseSummary(
    int RepeatPurchases,
    double RecencyWeeks,
    double AgeWeeks,
    double MeanRepeatSpend = double.NaN,
    double SumLogGaps = 0)
{
    /// <summary>Days in the unit of time.</summary>
    public const double DaysPerWeek = 7;

    /// <summary>Sums a customer's purchases up as of a date. A purchase day is a local day with a line that is no refund; a free
    /// order counts, as it does in the published fits.</summary>
    /// <param name="history">The customer.</param>
    /// <param name="asOf">Nothing at or after it is looked at, nor anything ingested then.</param>
    /// <param name="season">Measures times in seasonal days; null = plain days.</param>
    /// <returns>null without a purchase before the date.</returns>
    public static PurchaseSummary? From(CustomerHistory history, AsOfDate asOf, PurchaseSeason? season = null)
    {
        var days = new PurchaseDays(season);
        foreach (var (day, amount) in PurchasesOf(history, asOf)) days.Add(day, amount);
        return days.Summarise(LastDayBefore(asOf));
    }

    /// <summary>A customer's purchases before a date in time order: local day since 1970-01-01, and money.</summary>
    internal static IEnumerable<(long Day, double Amount)> PurchasesOf(CustomerHistory history, AsOfDate asOf)
    {
        var table = history.Store.Transactions;
        var axis = history.Store.TimeAxis;
        var (begin, end) = table.RowsBefore(history.Customer, asOf.Instant);
        for (var row = begin; row < end; row++)
        {
            if (table.Amount[row] >= 0 && table.IsKnown(row, asOf.Instant)) yield return (LocalDay(axis, table.OccurredAt[row]), table.Amount[row]);
        }
    }

    /// <summary>The last day before a date, in days since 1970-01-01.</summary>
    internal static long LastDayBefore(AsOfDate asOf) => asOf.Date.DayNumber - UnixEpochDayNumber - 1;

    /// <summary>The local day of an instant, in days since 1970-01-01.</summary>
    internal static long LocalDay(TimeAxis axis, long instant) =>
        (long)Math.Floor(axis.ToLocal(instant) / (double)Instants.MicrosecondsPerDay);

    private const int UnixEpochDayNumber = 719_162;
}
