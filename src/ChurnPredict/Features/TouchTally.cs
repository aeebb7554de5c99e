using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Adds up one customer's contacts, in time order.</summary>
internal ref struct TouchTally
{
    private readonly AsOfFrame _frame;
    private readonly long _lastOrderAt;
    private readonly long? _detractorAt;
    private int _total;
    private int _in7;
    private int _in30;
    private int _in90;
    private int _in365;
    private int _sinceOrder;
    private int _unredeemed;
    private int _redeemed;
    private int _redeemed90;
    private int _redeemed365;
    private long _lastAt = long.MinValue;
    private long _lastRedeemedAt = long.MinValue;
    private long? _afterDetractorAt;
    private double _cost90;
    private int _costed90;

    /// <summary>Starts at nothing.</summary>
    public TouchTally(AsOfFrame frame, long lastOrderAt, long? detractorAt)
    {
        _frame = frame;
        _lastOrderAt = lastOrderAt;
        _detractorAt = detractorAt;
    }

    /// <summary>Adds a contact.</summary>
    public void Add(TouchTable table, int row)
    {
        var at = table.OccurredAt[row];
        _total++;
        _unredeemed++;
        _lastAt = at;
        if (at >= _frame.Since(7)) _in7++;
        if (at >= _frame.Since(30)) _in30++;
        if (at >= _frame.Since(365)) _in365++;
        if (at > _lastOrderAt) _sinceOrder++;
        if (at > _detractorAt) _afterDetractorAt ??= at;
        if (table.RedeemedAt is { } redemptions && redemptions[row] != Instants.Missing && redemptions[row] < _frame.Now) AddRedemption(redemptions[row]);
        if (at < _frame.Since(90)) return;
        _in90++;
        if (table.Cost is not { } costs || float.IsNaN(costs[row])) return;
        _cost90 += costs[row];
        _costed90++;
    }

    /// <summary>Writes the features of <see cref="TouchFeatures"/> up to those by word.</summary>
    public readonly void Write(ref FeatureWriter writer)
    {
        writer.AddIf(IsObserved(7), _in7);
        writer.AddIf(IsObserved(30), _in30);
        writer.AddIf(IsObserved(90), _in90);
        writer.AddIf(IsObserved(365), _in365);
        writer.AddIf(_total > 0, _total > 0 ? _frame.DaysSince(_lastAt) : 0);
        writer.AddIf(_lastOrderAt != long.MaxValue, _sinceOrder);
        writer.Add(_unredeemed);
        writer.Add(_redeemed);
        writer.AddIf(IsObserved(90), _redeemed90);
        writer.AddIf(IsObserved(365), _redeemed365);
        writer.AddRatio(_redeemed, _total);
        writer.AddIf(_redeemed > 0, _redeemed > 0 ? _frame.DaysSince(_lastRedeemedAt) : 0);
        writer.AddIf(IsObserved(90) && (_costed90 > 0 || _in90 == 0), _cost90);
        writer.Add(_detractorAt is { } from ? Instants.DaysBetween(from, _afterDetractorAt ?? _frame.Now) : double.NaN);
        writer.AddIf(_detractorAt is not null, _afterDetractorAt is null ? 1 : 0);
    }

    private readonly bool IsObserved(int days) => _frame.Since(days) >= _frame.TouchesStart;

    private void AddRedemption(long redeemedAt)
    {
        _redeemed++;
        _unredeemed = 0;
        _lastRedeemedAt = long.Max(_lastRedeemedAt, redeemedAt);
        if (redeemedAt >= _frame.Since(90)) _redeemed90++;
        if (redeemedAt >= _frame.Since(365)) _redeemed365++;
    }
}
