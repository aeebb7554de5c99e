using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>
/// Purchase days of a base, from which its season is learned. Only purchases between a customer's first and last count: whenever they may
/// have stopped, in between they had not, and there purchases fall on days in proportion to the season (a Poisson process given its ends).
/// Customers may be taken from several threads; the season does not depend on their order.
/// </summary>
internal sealed class SeasonSample
{
    private const int Months = 12;
    private const int FewestDays = 3;
    private const int Rounds = 12;

    /// <summary>Purchases by which a month's factor is drawn to 1, so that a quiet history has no season.</summary>
    private const double Shrinkage = 30;

    /// <summary>Days of the history in which customers of a cohort came; who came later shows season and age apart.</summary>
    private const int CohortDays = 120;

    private const double LeastShareBehindCohort = 0.2;

    private readonly int _first;
    private readonly int _days;
    private readonly int[][] _daysByMonth;
    private readonly (int From, int To, int Purchases)[] _spans;
    private readonly long[] _purchases = new long[Months];

    private SeasonSample(int first, int days, int customers)
    {
        _first = first;
        _days = days;
        _daysByMonth = DaysByMonth(first, days);
        _spans = new (int From, int To, int Purchases)[customers];
    }

    /// <summary>Makes room for the customers of a history.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Up to when it is known.</param>
    /// <param name="customers">How many of them may be taken.</param>
    /// <returns>null where less than a year is known: a season would be a guess.</returns>
    public static SeasonSample? Of(HistorySource source, AsOfDate asOf, int customers)
    {
        var first = PurchaseSummary.LocalDay(source.TimeAxis, source.FirstEventKnownBefore(asOf.Instant));
        var days = PurchaseSummary.LastDayBefore(asOf) + 1 - first;
        return days < PurchaseSeason.LeastDays ? null : new SeasonSample((int)first, (int)days, customers);
    }

    /// <summary>Takes a customer.</summary>
    /// <param name="index">The customer's place.</param>
    /// <param name="bought">Different days with a purchase since 1970-01-01, rising, none behind the known ones.</param>
    public void Take(int index, ReadOnlySpan<int> bought)
    {
        if (bought.Length < FewestDays) return;
        foreach (var day in bought[1..^1]) Interlocked.Increment(ref _purchases[PurchaseSeason.Date(day).Month - 1]);
        _spans[index] = (bought[0] + 1 - _first, bought[^1] - _first, bought.Length - 2);
    }

    /// <summary>Whether season can be told from how purchases thin out as customers age: not in a young history whose customers came all
    /// at once. CDNOW's came in three months, and there the first quarter after them looked like a season, 40 % above the year's mean.</summary>
    public bool TellsSeasonFromAge()
    {
        if (_days >= 2 * PurchaseSeason.LeastDays) return true;
        var (later, all) = (0, 0);
        foreach (var span in _spans)
        {
            if (span.Purchases == 0) continue;
            all++;
            if (span.From > CohortDays) later++;
        }

        return later > LeastShareBehindCohort * all;
    }

    /// <summary>The months' factors of the highest likelihood, by iterative scaling.</summary>
    public PurchaseSeason Learn()
    {
        var season = PurchaseSeason.None;
        for (var round = 0; round < Rounds; round++)
        {
            var expected = new double[Months];
            foreach (var span in _spans)
            {
                if (span.Purchases > 0) AddExpected(expected, season, span);
            }

            season = PurchaseSeason.Of(season.Factors.Select((factor, month) => factor * (_purchases[month] + Shrinkage) / (expected[month] + Shrinkage)));
        }

        return season;
    }

    private void AddExpected(double[] expected, PurchaseSeason season, (int From, int To, int Purchases) span)
    {
        var (before, after) = (_daysByMonth[span.From], _daysByMonth[span.To]);
        var length = 0.0;
        for (var month = 0; month < Months; month++) length += season.Factors[month] * (after[month] - before[month]);
        for (var month = 0; month < Months; month++) expected[month] += span.Purchases * season.Factors[month] * (after[month] - before[month]) / length;
    }

    /// <summary>Days of each month before a day, one row a day.</summary>
    private static int[][] DaysByMonth(int first, int days)
    {
        var counts = new int[days + 1][];
        counts[0] = new int[Months];
        for (var day = 0; day < days; day++)
        {
            counts[day + 1] = [.. counts[day]];
            counts[day + 1][PurchaseSeason.Date(first + day).Month - 1]++;
        }

        return counts;
    }
}
