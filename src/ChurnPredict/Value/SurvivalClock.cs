namespace ChurnPredict.Value;

/// <summary>
/// From calendar days after a date to seasonal days after it, and back: a day counts as much as purchases are usual in its month. Runs on
/// evenly where no season is known. Immutable.
/// </summary>
internal sealed class SurvivalClock
{
    /// <summary>Calendar days that a season is laid out for; behind them seasonal days are calendar days.</summary>
    private const int Days = 400;

    private readonly double[] _days;
    private readonly double[] _seasonal;

    private SurvivalClock(double[] days, double[] seasonal)
    {
        _days = days;
        _seasonal = seasonal;
    }

    /// <summary>Seasonal days are calendar days.</summary>
    public static SurvivalClock Even { get; } = new([0], [0]);

    /// <summary>The clock of a date.</summary>
    /// <param name="season">null = no season is known.</param>
    /// <param name="asOf">The date.</param>
    public static SurvivalClock Of(PurchaseSeason? season, DateOnly asOf)
    {
        if (season is null) return Even;
        var (days, seasonal) = (new List<int> { 0 }, new List<double> { 0 });
        while (days[^1] < Days)
        {
            var date = asOf.AddDays(days[^1]);
            var inMonth = Math.Min(Days - days[^1], DateTime.DaysInMonth(date.Year, date.Month) - date.Day + 1);
            days.Add(days[^1] + inMonth);
            seasonal.Add(seasonal[^1] + (inMonth * season.Factors[date.Month - 1]));
        }

        return new SurvivalClock([.. days.Select(day => (double)day)], [.. seasonal]);
    }

    /// <summary>Seasonal days in some calendar days.</summary>
    /// <param name="days">≥ 0; +∞ stays so.</param>
    public double ToSeasonal(double days) => Along(_days, _seasonal, days);

    /// <summary>Calendar days in which some seasonal days pass.</summary>
    /// <param name="seasonal">≥ 0.</param>
    public double ToCalendar(double seasonal) => Along(_seasonal, _days, seasonal);

    /// <summary>Where the broken line through the points lies; behind the last point it goes on with slope 1.</summary>
    private static double Along(double[] from, double[] to, double value)
    {
        var part = 1;
        while (part < from.Length && from[part] < value) part++;
        return part == from.Length
            ? to[^1] + value - from[^1]
            : to[part - 1] + ((value - from[part - 1]) / (from[part] - from[part - 1]) * (to[part] - to[part - 1]));
    }
}
