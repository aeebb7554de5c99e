namespace ChurnPredict.Features;

/// <summary>Adds up one customer's engagement events, in time order.</summary>
internal ref struct EngagementTally
{
    private const int Weeks = 12;
    private readonly AsOfFrame _frame;
    private readonly long _lastOrderAt;
    private WeekCounts _weeks;
    private int _in7;
    private int _in30;
    private int _in60;
    private int _in90;
    private int _in180;
    private int _in365;
    private int _days7;
    private int _days30;
    private int _days60;
    private int _days90;
    private int _sinceOrder;
    private int _lastDay = int.MinValue;
    private long _lastAt = long.MinValue;
    private double _decayed14;
    private double _decayed60;
    private double _value30;
    private double _value90;
    private int _valued30;
    private int _valued90;

    /// <summary>Starts at nothing.</summary>
    public EngagementTally(AsOfFrame frame, long lastOrderAt)
    {
        _frame = frame;
        _lastOrderAt = lastOrderAt;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="at">When; never falls.</param>
    /// <param name="ageDays">Days from it to the date.</param>
    /// <param name="day">Its local day.</param>
    /// <param name="value">Its value, NaN without.</param>
    public void Add(long at, double ageDays, int day, float value)
    {
        var isNewDay = day != _lastDay;
        (_lastDay, _lastAt) = (day, at);
        if (at > _lastOrderAt) _sinceOrder++;
        if (ageDays < Weeks * 7) _weeks[(int)(ageDays / 7)]++;
        if (at < _frame.Since(365)) return;
        _in365++;
        if (at < _frame.Since(180)) return;
        _in180++;
        if (at < _frame.Since(90)) return;
        AddRecent(at, isNewDay ? 1 : 0, value);
    }

    /// <summary>Adds the event's decayed weights.</summary>
    public void AddWeights(double half14, double half60)
    {
        _decayed14 += half14;
        _decayed60 += half60;
    }

    /// <summary>Writes the features of <see cref="EngagementFeatures"/> up to those by word.</summary>
    public readonly void Write(int kinds90, ref FeatureWriter writer)
    {
        writer.AddIf(_lastAt != long.MinValue, _lastAt != long.MinValue ? _frame.DaysSince(_lastAt) : 0);
        writer.AddIf(IsObserved(7), _in7);
        writer.AddIf(IsObserved(30), _in30);
        writer.AddIf(IsObserved(90), _in90);
        writer.AddIf(IsObserved(365), _in365);
        writer.AddIf(IsObserved(60), FeatureWindows.Trend(_in30, _in60 - _in30));
        writer.AddIf(IsObserved(180), FeatureWindows.Trend(_in90, _in180 - _in90));
        writer.Add(_decayed14);
        writer.Add(_decayed60);
        writer.AddRatio(_decayed14 / 14, _decayed60 / 60);
        writer.AddIf(IsObserved(90), Slope());
        writer.AddIf(IsObserved(7), _days7);
        writer.AddIf(IsObserved(30), _days30);
        writer.AddIf(IsObserved(90), _days90);
        writer.AddRatio(_days30, Math.Min(30, Math.Ceiling(_frame.DaysSince(_frame.EngagementStart))));
        writer.AddIf(IsObserved(60), FeatureWindows.Trend(_days30, _days60 - _days30));
        writer.AddIf(IsObserved(90), kinds90);
        writer.AddIf(_lastOrderAt != long.MaxValue, _sinceOrder);
        writer.AddIf(IsObserved(30) && _valued30 > 0, _value30);
        writer.AddIf(IsObserved(90) && _valued90 > 0, _value90 / _valued90);
    }

    private readonly bool IsObserved(int days) => _frame.Since(days) >= _frame.EngagementStart;

    private void AddRecent(long at, int newDay, float value)
    {
        _in90++;
        _days90 += newDay;
        if (!float.IsNaN(value))
        {
            _value90 += value;
            _valued90++;
        }

        if (at < _frame.Since(60)) return;
        _in60++;
        _days60 += newDay;
        if (at < _frame.Since(30)) return;
        _in30++;
        _days30 += newDay;
        if (!float.IsNaN(value))
        {
            _value30 += value;
            _valued30++;
        }

        if (at < _frame.Since(7)) return;
        _in7++;
        _days7 += newDay;
    }

    // Least squares of the count on the week's number, newest last, divided by the mean count.
    private readonly double Slope()
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var week = 0; week < Weeks; week++)
        {
            sum += _weeks[week];
            weighted += _weeks[week] * (((Weeks - 1) / 2.0) - week);
        }

        const double squares = Weeks * ((Weeks * Weeks) - 1) / 12.0;
        return sum > 0 ? weighted / squares / (sum / Weeks) : double.NaN;
    }

    [System.Runtime.CompilerServices.InlineArray(Weeks)]
    private struct WeekCounts
    {
        private int _first;
    }
}
