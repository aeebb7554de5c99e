namespace ChurnPredict.Value;

/// <summary>
/// The season of a shop whose customers' history is younger than a year, from what it turned over by month in earlier years. A month's
/// factor is its turnover a day ÷ the mean of all months, after growth is taken out, which months a year apart tell. With a single year
/// growth within it counts as season. Known customers are taken to follow all turnover, though new ones are part of it: totals before
/// Online Retail's autumn were 37 % low without a season, and are 9 % high with that of its turnover a year before.
/// </summary>
public static class TurnoverSeason
{
    private const int Months = 12;

    /// <summary>The season of the months that were over by a date.</summary>
    /// <param name="turnover">Amounts ≥ 0 by the first day of their month.</param>
    /// <param name="asOf">Months that end after it are not looked at.</param>
    /// <returns>null unless every month of the calendar is among them, and one has turnover.</returns>
    public static PurchaseSeason? Before(IReadOnlyDictionary<DateOnly, double> turnover, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(turnover);
        var aDay = turnover.Where(month => month.Key.AddMonths(1) <= asOf).ToDictionary(month => month.Key, month => month.Value / DateTime.DaysInMonth(month.Key.Year, month.Key.Month));
        if (aDay.Count == 0) return null;
        var (growth, first) = (MonthlyGrowth(aDay), MonthNumber(aDay.Keys.Min()));
        var byMonth = aDay
            .GroupBy(month => month.Key.Month, month => month.Value / Math.Exp(growth * (MonthNumber(month.Key) - first)))
            .OrderBy(month => month.Key)
            .Select(month => month.Average())
            .ToArray();
        if (byMonth.Length < Months || byMonth.Sum() <= 0) return null;
        return PurchaseSeason.Of(byMonth.Select(value => value / byMonth.Average()));
    }

    /// <summary>Growth of the logarithm a month, from months a year apart; 0 where there are none.</summary>
    private static double MonthlyGrowth(Dictionary<DateOnly, double> aDay) => aDay
        .Where(month => month.Value > 0 && aDay.GetValueOrDefault(month.Key.AddYears(-1)) > 0)
        .Select(month => Math.Log(month.Value / aDay[month.Key.AddYears(-1)]) / Months)
        .DefaultIfEmpty(0)
        .Average();

    private static int MonthNumber(DateOnly month) => (month.Year * Months) + month.Month;
}
