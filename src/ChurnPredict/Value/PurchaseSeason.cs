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
    private const int Rounds = 12;

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

    /// <summary>Learns the season from customers with purchases between their first and their last: whenever they may have stopped, in
    /// between they had not, and there purchases fall on days in proportion to the season (a Poisson process given its ends). The months'
    /// factors are those of the highest likelihood, by iterative scaling.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Nothing at or after it is looked at.</param>
    /// <returns>null where less than a year is known: a season would be a guess.</returns>
    public static PurchaseSeason? Learn(HistorySource source, AsOfDate asOf)
    {
        ArgumentNullException.ThrowIfNull(source);
        var first = PurchaseSummary.LocalDay(source.TimeAxis, source.FirstEventAt);
        var days = (int)(PurchaseSummary.LastDayBefore(asOf) + 1 - first);
        if (days < LeastDays) return null;
        var actual = new double[Months];
        var spans = new List<(int From, int To, int Purchases)>();
        foreach (var part in source.Parts())
        {
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                var bought = PurchaseSummary.PurchasesOf(part.Customer(customer), asOf).Select(purchase => purchase.Day).Distinct().ToArray();
                if (bought.Length < 3) continue;
                foreach (var day in bought.AsSpan(1, bought.Length - 2)) actual[Date(day).Month - 1]++;
                spans.Add(((int)(bought[0] + 1 - first), (int)(bought[^1] - first), bought.Length - 2));
            }
        }

        return Scale(actual, spans, DaysByMonth(first, days));
    }

    private static PurchaseSeason Scale(double[] actual, List<(int From, int To, int Purchases)> spans, int[][] daysByMonth)
    {
        var season = None;
        for (var round = 0; round < Rounds; round++)
        {
            var expected = new double[Months];
            foreach (var (from, to, purchases) in spans)
            {
                var length = 0.0;
                for (var month = 0; month < Months; month++) length += season.Factors[month] * (daysByMonth[to][month] - daysByMonth[from][month]);
                for (var month = 0; month < Months; month++)
                    expected[month] += purchases * season.Factors[month] * (daysByMonth[to][month] - daysByMonth[from][month]) / length;
            }

            var factors = season.Factors.Select((factor, month) =>
                Math.Clamp(factor * (actual[month] + Shrinkage) / (expected[month] + Shrinkage), 1 / LargestFactor, LargestFactor)).ToArray();
            season = new PurchaseSeason { Factors = [.. factors.Select(factor => factor / factors.Average())] };
        }

        return season;
    }

    /// <summary>Days of each month before a day, one row a day.</summary>
    private static int[][] DaysByMonth(long first, int days)
    {
        var counts = new int[days + 1][];
        counts[0] = new int[Months];
        for (var day = 0; day < days; day++)
        {
            counts[day + 1] = [.. counts[day]];
            counts[day + 1][Date(first + day).Month - 1]++;
        }

        return counts;
    }

    private static DateOnly Date(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);
}
