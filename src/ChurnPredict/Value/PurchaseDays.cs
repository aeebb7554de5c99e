namespace ChurnPredict.Value;

/// <summary>Adds up one customer's purchases by day, as they come in time order.</summary>
/// <param name="season">Measures times in seasonal days; null = plain days.</param>
internal struct PurchaseDays(PurchaseSeason? season = null)
{
    private long _firstDay;
    private long _lastDay;
    private int _dayCount;
    private double _repeatSpend;
    private double _sumLogGaps;

    /// <summary>Adds a purchase; days never fall.</summary>
    public void Add(long day, double amount)
    {
        if (_dayCount == 0)
        {
            (_firstDay, _lastDay, _dayCount) = (day, day, 1);
            return;
        }

        if (day > _lastDay)
        {
            _sumLogGaps += Math.Log(Weeks(_lastDay, day));
            _lastDay = day;
            _dayCount++;
        }

        if (_dayCount > 1) _repeatSpend += amount;
    }

    /// <summary>The summary as of the end of a day; null without a purchase.</summary>
    public readonly PurchaseSummary? Summarise(long lastObservedDay)
    {
        if (_dayCount == 0) return null;
        var repeats = _dayCount - 1;
        return new PurchaseSummary(
            repeats,
            Weeks(_firstDay, _lastDay),
            Weeks(_firstDay, lastObservedDay),
            repeats == 0 ? double.NaN : _repeatSpend / repeats,
            _sumLogGaps);
    }

    private readonly double Weeks(long from, long to) => PurchaseSeason.WeeksBetweenDays(season, from, to);
}
