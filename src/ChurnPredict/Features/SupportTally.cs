using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Adds up one customer's tickets, in order of opening.</summary>
internal ref struct SupportTally
{
    private const double HoursPerDay = 24;
    private readonly AsOfFrame _frame;
    private readonly long _lastOrderAt;
    private int _total;
    private int _in30;
    private int _in90;
    private int _in365;
    private int _sinceOrder;
    private int _repeats180;
    private int _open;
    private long _lastAt = long.MinValue;
    private double _oldestOpenDays;
    private double _lastResponseHours = double.NaN;
    private double _responseHours365;
    private double _worstResponseHours180 = double.NaN;
    private double _waitingHours;
    private double _lastResolutionHours = double.NaN;
    private long _lastResolvedAt = long.MinValue;
    private double _resolutionHours365;
    private double _lastSeverity = double.NaN;
    private double _worstSeverity180 = double.NaN;

    /// <summary>Starts at nothing.</summary>
    public SupportTally(AsOfFrame frame, long lastOrderAt)
    {
        _frame = frame;
        _lastOrderAt = lastOrderAt;
    }

    /// <summary>Adds a ticket.</summary>
    public void Add(SupportTable table, int row, bool isRepeat)
    {
        var openedAt = table.OccurredAt[row];
        _total++;
        _lastAt = openedAt;
        if (openedAt >= _frame.Since(30)) _in30++;
        if (openedAt >= _frame.Since(90)) _in90++;
        if (openedAt >= _frame.Since(365)) _in365++;
        if (openedAt > _lastOrderAt) _sinceOrder++;
        if (isRepeat && openedAt >= _frame.Since(180)) _repeats180++;
        AddResponse(openedAt, Before(table.FirstResponseAt, row));
        AddResolution(openedAt, Before(table.ResolvedAt, row));
        if (table.Severity is { } severities && !float.IsNaN(severities[row])) AddSeverity(openedAt, severities[row]);
    }

    /// <summary>Writes the features of <see cref="SupportFeatures"/> up to those by word.</summary>
    public readonly void Write(int orders, ref FeatureWriter writer)
    {
        var has365 = IsObserved(365) && _in365 > 0;
        writer.Add(_total);
        writer.AddIf(IsObserved(30), _in30);
        writer.AddIf(IsObserved(90), _in90);
        writer.AddIf(IsObserved(365), _in365);
        writer.AddIf(_total > 0, _total > 0 ? _frame.DaysSince(_lastAt) : 0);
        writer.AddIf(_lastOrderAt != long.MaxValue, _sinceOrder);
        writer.AddRatio(_total, orders);
        writer.AddIf(IsObserved(180), _repeats180);
        writer.Add(_open);
        writer.Add(_oldestOpenDays);
        writer.Add(_lastResponseHours);
        writer.AddIf(has365, _responseHours365 / _in365);
        writer.AddIf(IsObserved(180), _worstResponseHours180);
        writer.Add(_waitingHours);
        writer.Add(_lastResolutionHours);
        writer.AddIf(has365, _resolutionHours365 / _in365);
        writer.Add(_lastSeverity);
        writer.AddIf(IsObserved(180), _worstSeverity180);
    }

    private readonly bool IsObserved(int days) => _frame.Since(days) >= _frame.SupportStart;

    private readonly long? Before(long[]? times, int row) =>
        times is not null && times[row] != Instants.Missing && times[row] < _frame.Now ? times[row] : null;

    private readonly double HoursTo(long openedAt, long? until) => Instants.DaysBetween(openedAt, until ?? _frame.Now) * HoursPerDay;

    private void AddResponse(long openedAt, long? respondedAt)
    {
        var hours = HoursTo(openedAt, respondedAt);
        if (respondedAt is not null) _lastResponseHours = hours;
        else _waitingHours = Math.Max(_waitingHours, hours);
        if (openedAt >= _frame.Since(365)) _responseHours365 += hours;
        if (openedAt >= _frame.Since(180) && !(hours <= _worstResponseHours180)) _worstResponseHours180 = hours;
    }

    private void AddResolution(long openedAt, long? resolvedAt)
    {
        var hours = HoursTo(openedAt, resolvedAt);
        if (openedAt >= _frame.Since(365)) _resolutionHours365 += hours;
        if (resolvedAt is not { } at)
        {
            _open++;
            _oldestOpenDays = Math.Max(_oldestOpenDays, hours / HoursPerDay);
        }
        else if (at >= _lastResolvedAt)
        {
            (_lastResolvedAt, _lastResolutionHours) = (at, hours);
        }
    }

    private void AddSeverity(long openedAt, double severity)
    {
        _lastSeverity = severity;
        if (openedAt >= _frame.Since(180) && !(severity <= _worstSeverity180)) _worstSeverity180 = severity;
    }
}
