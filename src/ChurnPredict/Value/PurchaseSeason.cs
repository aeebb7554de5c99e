namespace ChurnPredict.Value;

/// <summary>
/// Seasonal time: a day counts as much as purchases are usual in its month, so that a silent week in a quiet month says little. A model
/// fitted on times that a season has stretched is one whose purchase rates follow the season; for the models in which customers stop
/// after a purchase this is exact. Immutable.
/// </summary>
public sealed record PurchaseSeason
{
    /// <summary>Days that a history must span before its season can be told from its trend.</summary>
    public const int LeastDays = 365;

    private const int Months = 12;

    /// <summary>Purchases by which a month's factor is drawn to 1, so that a quiet history has no season.</summary>
    private const double Shrinkage = 30;

    private const double LargestFactor = 4;

    /// <summary>No season: every day counts 1.</summary>
    public static PurchaseSeason None { get; } = new() { Factors = [.. Enumerable.Repeat(1.0, Months)] };

    /// <summary>What a day of January, February, … counts; their mean is 1.</summary>
    public required IReadOnlyList<double> Factors { get; init; }

    /// <summary>Seasonal days from the start of a day to the start of another.</summary>
    /// <param name="fromDay">Days since 1970-01-01.</param>
    /// <param name="toDay">Not before it.</param>
    public double DaysBetween(long fromDay, long toDay)
    {
        var sum = 0.0;
        for (var day = fromDay; day < toDay;)
        {
            var date = Date(day);
            var end = Math.Min(toDay, day + DateTime.DaysInMonth(date.Year, date.Month) - date.Day + 1);
            sum += (end - day) * Factors[date.Month - 1];
            day = end;
        }

        return sum;
    }

    /// <summary>Weeks from a date to another.</summary>
    /// <param name="season">In seasonal days; null = in plain days.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Day after the last.</param>
    public static double WeeksBetween(PurchaseSeason? season, DateOnly from, DateOnly to)
    {
        var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        var (first, end) = (from.DayNumber - epoch, to.DayNumber - epoch);
        return (season?.DaysBetween(first, end) ?? end - first) / PurchaseSummary.DaysPerWeek;
    }

    /// <summary>Learns the season: repeat purchases of each month ÷ what a model without season expects of the customers won before
    /// it, all years of a month together.</summary>
    /// <param name="calendar">First and repeat purchases by day.</param>
    /// <param name="model">A model fitted on the same customers.</param>
    /// <returns>null where less than a year is known: a season would be a guess.</returns>
    public static PurchaseSeason? Learn(PurchaseCalendar calendar, PurchaseModel model)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(model);
        if (calendar.DayCount < LeastDays) return null;
        var (actual, expected) = (new double[Months], new double[Months]);
        var newcomer = Newcomer(model, calendar.DayCount);
        for (var day = 1; day < calendar.DayCount; day++)
        {
            var month = Date(calendar.FirstDay + day).Month - 1;
            actual[month] += calendar.RepeatPurchases[day];
            for (var first = 0; first < day; first++) expected[month] += calendar.NewCustomers[first] * newcomer[day - first];
        }

        var level = actual.Sum() / expected.Sum();
        if (!double.IsFinite(level)) return null;
        var factors = actual.Zip(expected, (came, usual) =>
            Math.Clamp((came + Shrinkage) / ((usual * level) + Shrinkage), 1 / LargestFactor, LargestFactor)).ToArray();
        return new PurchaseSeason { Factors = [.. factors.Select(factor => factor / factors.Average())] };
    }

    /// <summary>Repeat purchases expected of a new customer on the n-th day.</summary>
    private static double[] Newcomer(PurchaseModel model, int days)
    {
        var summary = new PurchaseSummary(0, 0, 0);
        var total = Enumerable.Range(0, days + 1).Select(day => model.ExpectedPurchases(summary, day / PurchaseSummary.DaysPerWeek)).ToArray();
        return [.. Enumerable.Range(0, days).Select(day => day == 0 ? 0 : total[day] - total[day - 1])];
    }

    private static DateOnly Date(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);
}
