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
        return WeeksBetweenDays(season, from.DayNumber - epoch, to.DayNumber - epoch);
    }

    /// <summary>The same from the start of a day to the start of another, in days since 1970-01-01.</summary>
    internal static double WeeksBetweenDays(PurchaseSeason? season, long fromDay, long toDay) =>
        (season?.DaysBetween(fromDay, toDay) ?? toDay - fromDay) / PurchaseSummary.DaysPerWeek;

    /// <summary>What a day counts on average from a date on.</summary>
    /// <param name="from">First day.</param>
    /// <param name="days">How many days, 1 or more.</param>
    public double MeanFactor(DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return WeeksBetween(this, from, from.AddDays(days)) * PurchaseSummary.DaysPerWeek / days;
    }

    /// <summary>Learns the season, see <see cref="SeasonSample"/>.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Nothing at or after it is looked at.</param>
    /// <returns>null where less than a year is known: a season would be a guess.</returns>
    public static PurchaseSeason? Learn(HistorySource source, AsOfDate asOf)
    {
        ArgumentNullException.ThrowIfNull(source);
        return SeasonSample.Of(source, asOf, source.CustomerCount) is { } sample ? Filled(sample, source, asOf).Learn() : null;
    }

    /// <summary>Whether a season learned from the history is one: a year is known, and customers did not come all at once, so that it is told
    /// from how purchases thin out as they age.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Nothing at or after it is looked at.</param>
    public static bool CanLearn(HistorySource source, AsOfDate asOf)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (SeasonSample.Of(source, asOf, source.CustomerCount) is not { } sample) return false;

        // Of two years season is told from age whoever came when, which the empty sample knows.
        return sample.TellsSeasonFromAge() || Filled(sample, source, asOf).TellsSeasonFromAge();
    }

    private static SeasonSample Filled(SeasonSample sample, HistorySource source, AsOfDate asOf)
    {
        foreach (var part in source.Parts())
        {
            for (var customer = 0; customer < part.CustomerCount; customer++)
                sample.Take(part.FirstCustomer + customer, [.. PurchaseSummary.PurchasesOf(part.Customer(customer), asOf).Select(purchase => (int)purchase.Day).Distinct()]);
        }

        return sample;
    }

    /// <summary>A season of factors around 1, within bounds of a quarter and four, of mean 1.</summary>
    /// <param name="factors">One a month, January first.</param>
    internal static PurchaseSeason Of(IEnumerable<double> factors)
    {
        var bounded = factors.Select(factor => Math.Clamp(factor, 1 / LargestFactor, LargestFactor)).ToArray();
        return new PurchaseSeason { Factors = Array.ConvertAll(bounded, factor => factor / bounded.Average()) };
    }

    internal static DateOnly Date(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);
}
