namespace ChurnPredict.History;

/// <summary>When the first event of a history was, as far as was known at some instant: rows that were loaded long after they happened say
/// only from then on that their time was observed.</summary>
public sealed class ObservedStart
{
    // Known times rise and event times fall: whoever knows more knows of an earlier one.
    private readonly List<(long KnownAt, long At)> _steps = [];

    /// <summary>When the first event was among those known before an instant, microseconds UTC; null where none was.</summary>
    /// <param name="instant">Microseconds UTC.</param>
    public long? Before(long instant)
    {
        var step = CountKnownBefore(instant);
        return step > 0 ? _steps[step - 1].At : null;
    }

    /// <summary>Takes an event in.</summary>
    /// <param name="at">When it happened.</param>
    /// <param name="ingestedAt">When its row became known; <see cref="Instants.Missing"/> = when it happened.</param>
    internal void Add(long at, long ingestedAt)
    {
        var knownAt = long.Max(at, ingestedAt);
        var step = CountKnownBefore(knownAt + 1);
        if (step > 0 && _steps[step - 1].At <= at) return;
        if (step > 0 && _steps[step - 1].KnownAt == knownAt) step--;
        var end = step;
        while (end < _steps.Count && _steps[end].At >= at) end++;
        _steps.RemoveRange(step, end - step);
        _steps.Insert(step, (knownAt, at));
    }

    /// <summary>Takes in what another has.</summary>
    internal void Add(ObservedStart other)
    {
        foreach (var (knownAt, at) in other._steps) Add(at, knownAt);
    }

    private int CountKnownBefore(long instant)
    {
        var (low, high) = (0, _steps.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_steps[middle].KnownAt < instant) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
