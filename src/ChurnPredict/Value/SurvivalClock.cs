namespace ChurnPredict.Value;

/// <summary>
/// From calendar days after a date to seasonal days after it, and back: a day counts as much as purchases are usual in its month. Runs on
/// evenly where no season is known. Immutable.
/// </summary>
internal sealed class SurvivalClock
{
    /// <summary>Calendar days that a season is laid out for; behind them seasonal days are calendar days.</summary>
    private const int Days = 400;

    private readonly int[] _days;
    private readonly double[] _seasonal;

    private SurvivalClock(int[] days, double[] seasonal)
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

        return new SurvivalClock([.. days], [.. seasonal]);
    }

    /// <summary>Seasonal days in some calendar days.</summary>
    /// <param name="days">≥ 0; +∞ stays so.</param>
    public double ToSeasonal(double days)
    {
        var part = 1;
        while (part < _days.Length && _days[part] < days) part++;
        return part == _days.Length
            ? _seasonal[^1] + days - _days[^1]
            : _seasonal[part - 1] + ((days - _days[part - 1]) / (_days[part] - _days[part - 1]) * (_seasonal[part] - _seasonal[part - 1]));
    }

    /// <summary>Calendar days in which some seasonal days pass.</summary>
    /// <param name="seasonal">≥ 0.</param>
    public double ToCalendar(double seasonal)
    {
        var part = 1;
        while (part < _seasonal.Length && _seasonal[part] < seasonal) part++;
        return part == _seasonal.Length
            ? _days[^1] + seasonal - _seasonal[^1]
            : _days[part - 1] + ((seasonal - _seasonal[part - 1]) / (_seasonal[part] - _seasonal[part - 1]) * (_days[part] - _days[part - 1]));
    }
}
