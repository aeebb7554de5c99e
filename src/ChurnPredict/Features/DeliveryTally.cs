using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Adds up one customer's delivery promises.</summary>
internal ref struct DeliveryTally
{
    private readonly AsOfFrame _frame;
    private int _due;
    private int _late;
    private int _late90;
    private int _late365;
    private int _overdue;
    private double _delays;
    private double _worst180;
    private int _due180;
    private long _lastDueAt = long.MinValue;
    private double _lastDelay = double.NaN;
    private long _lastLateAt = long.MinValue;

    /// <summary>Starts at nothing.</summary>
    public DeliveryTally(AsOfFrame frame) => _frame = frame;

    /// <summary>Adds a promise that fell due.</summary>
    /// <param name="promisedAt">When, before the date.</param>
    /// <param name="deliveredAt">When it was delivered; null = not yet.</param>
    public void Add(long promisedAt, long? deliveredAt)
    {
        var delay = Instants.DaysBetween(promisedAt, deliveredAt ?? _frame.Now);
        _due++;
        _delays += Math.Max(delay, 0);
        if (deliveredAt is null) _overdue++;
        if (promisedAt >= _lastDueAt) (_lastDueAt, _lastDelay) = (promisedAt, delay);
        if (promisedAt >= _frame.Since(180))
        {
            _due180++;
            _worst180 = Math.Max(_worst180, delay);
        }

        if (!(delay > 0)) return;
        _late++;
        if (promisedAt >= _frame.Since(90)) _late90++;
        if (promisedAt >= _frame.Since(365)) _late365++;
        _lastLateAt = long.Max(_lastLateAt, promisedAt);
    }

    /// <summary>Writes the features of <see cref="DeliveryFeatures"/>.</summary>
    public readonly void Write(ref FeatureWriter writer)
    {
        writer.AddRatio(_late, _due);
        writer.AddIf(_due > 0 && _frame.Since(90) >= _frame.HistoryStart, _late90);
        writer.AddIf(_due > 0 && _frame.Since(365) >= _frame.HistoryStart, _late365);
        writer.AddIf(_due > 0, _lastDelay > 0 ? 1 : 0);
        writer.Add(_lastDelay);
        writer.AddRatio(_delays, _due);
        writer.AddIf(_due180 > 0, _worst180);
        writer.AddIf(_due > 0, _overdue);
        writer.AddIf(_late > 0, _late > 0 ? _frame.DaysSince(_lastLateAt) : 0);
    }
}
