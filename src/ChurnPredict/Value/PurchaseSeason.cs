using ChurnPredict.History;

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
    private const int Rounds = 4;

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

    /// <summary>Learns the season: repeat purchases of each month ÷ what a model expects of the customers won before, all years of a
    /// month together. Since whoever buys more in the season also stops sooner, the model is fitted again in the seasonal time just
    /// learned, a few times.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Nothing at or after it is looked at.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the learning.</param>
    /// <returns>null where less than a year is known: a season would be a guess.</returns>
    public static PurchaseSeason? Learn(HistorySource source, AsOfDate asOf, int threadCount = 1, CancellationToken cancellationToken = default)
    {
        var calendar = PurchaseCalendar.Collect(source, asOf);
        if (calendar.DayCount < LeastDays || calendar.RepeatPurchases.Sum() == 0) return null;
        var season = None;
        for (var round = 0; round < Rounds; round++)
        {
            var customers = PurchaseBase.Collect(source, asOf, null, new PurchaseBaseOptions { Season = season, ThreadCount = threadCount }, cancellationToken);
            season = season.Improve(calendar, PurchaseModelFitter.Fit(PurchaseModelKind.MbgNbd, PurchaseGroups.From(customers.Summaries), threadCount).Model);
        }

        return season;
    }

    private PurchaseSeason Improve(PurchaseCalendar calendar, PurchaseModel model)
    {
        var (actual, expected) = (new double[Months], new double[Months]);
        var clock = Clock(calendar);
        var newcomer = Enumerable.Range(0, (int)clock[^1] + 3)
            .Select(day => model.ExpectedPurchases(new PurchaseSummary(0, 0, 0), day / PurchaseSummary.DaysPerWeek)).ToArray();
        for (var day = 1; day < calendar.DayCount; day++)
        {
            var month = Date(calendar.FirstDay + day).Month - 1;
            actual[month] += calendar.RepeatPurchases[day];
            for (var first = 0; first < day; first++)
            {
                if (calendar.NewCustomers[first] > 0)
                    expected[month] += calendar.NewCustomers[first] * (At(newcomer, clock[day + 1] - clock[first + 1]) - At(newcomer, clock[day] - clock[first + 1]));
            }
        }

        var level = actual.Sum() / expected.Sum();
        var factors = Factors.Select((factor, month) =>
            Math.Clamp(factor * (actual[month] + Shrinkage) / ((expected[month] * level) + Shrinkage), 1 / LargestFactor, LargestFactor)).ToArray();
        return new PurchaseSeason { Factors = [.. factors.Select(factor => factor / factors.Average())] };
    }

    /// <summary>Seasonal days from the first day to the start of each, and to the end of the last.</summary>
    private double[] Clock(PurchaseCalendar calendar)
    {
        var clock = new double[calendar.DayCount + 1];
        for (var day = 0; day < calendar.DayCount; day++) clock[day + 1] = clock[day] + Factors[Date(calendar.FirstDay + day).Month - 1];
        return clock;
    }

    /// <summary>A table by whole days, between them on a line.</summary>
    private static double At(double[] table, double days)
    {
        var index = (int)days;
        return table[index] + ((days - index) * (table[index + 1] - table[index]));
    }

    private static DateOnly Date(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);
}
