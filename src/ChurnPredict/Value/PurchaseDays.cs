namespace ChurnPredict.Value;

/// <summary>Adds up one customer's purchases by day, as they come in time order.</summary>
internal struct PurchaseDays
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
            _sumLogGaps += Math.Log((day - _lastDay) / PurchaseSummary.DaysPerWeek);
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
            (_lastDay - _firstDay) / PurchaseSummary.DaysPerWeek,
            (lastObservedDay - _firstDay) / PurchaseSummary.DaysPerWeek,
            repeats == 0 ? double.NaN : _repeatSpend / repeats,
            _sumLogGaps);
    }
}
