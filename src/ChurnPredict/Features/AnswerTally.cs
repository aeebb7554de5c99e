namespace ChurnPredict.Features;

/// <summary>Adds up one customer's answers to one question, in time order; the default value has none.</summary>
internal struct AnswerTally
{
    private double _sum;
    private double _last;

    /// <summary>Number of answers.</summary>
    public int Count { get; private set; }

    /// <summary>Row of the last answer; only where there is one.</summary>
    public int LastRow { get; private set; }

    /// <summary>When the last answer was given; only where there is one.</summary>
    public long LastAt { get; private set; }

    /// <summary>The last answer, NaN without.</summary>
    public readonly double Last => Count > 0 ? _last : double.NaN;

    /// <summary>Mean of the answers, NaN without.</summary>
    public readonly double Mean => Count > 0 ? _sum / Count : double.NaN;

    /// <summary>The last answer minus the mean of those before it; NaN below two.</summary>
    public readonly double Trend => Count > 1 ? _last - ((_sum - _last) / (Count - 1)) : double.NaN;

    /// <summary>Adds an answer.</summary>
    public void Add(double value, int row, long at)
    {
        _sum += value;
        _last = value;
        LastRow = row;
        LastAt = at;
        Count++;
    }
}
