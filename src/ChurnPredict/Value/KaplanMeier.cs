namespace ChurnPredict.Value;

/// <summary>The survival curve of a whole group, by the estimator of Kaplan and Meier (1958).</summary>
public sealed class KaplanMeier
{
    private readonly double[] _times;
    private readonly double[] _survival;

    private KaplanMeier(double[] times, double[] survival)
    {
        _times = times;
        _survival = survival;
    }

    /// <summary>Estimates the curve.</summary>
    /// <param name="times">When the event came, or until when none was observed; finite.</param>
    /// <param name="isEvent">Whether the event came; otherwise the row is censored, after the events of the same time.</param>
    public static KaplanMeier Of(ReadOnlySpan<double> times, ReadOnlySpan<bool> isEvent)
    {
        if (times.Length != isEvent.Length) throw new ArgumentException($"{times.Length} times for {isEvent.Length} events; expected as many");
        var (order, keys) = (new int[times.Length], times.ToArray());
        for (var row = 0; row < order.Length; row++) order[row] = row;
        Array.Sort(keys, order);
        var (steps, survival) = (new List<double>(), new List<double>());
        var current = 1.0;
        for (var begin = 0; begin < order.Length;)
        {
            var end = begin;
            var events = 0;
            for (; end < order.Length && keys[end] == keys[begin]; end++)
            {
                if (isEvent[order[end]]) events++;
            }

            if (events > 0)
            {
                current *= 1 - (events / (double)(order.Length - begin));
                steps.Add(keys[begin]);
                survival.Add(current);
            }

            begin = end;
        }

        return new KaplanMeier([.. steps], [.. survival]);
    }

    /// <summary>Share for which the event has not come by a time, that time included.</summary>
    /// <param name="time">Any time.</param>
    public double At(double time) => StepsUntil(time) is var steps && steps == 0 ? 1 : _survival[steps - 1];

    /// <summary>Share for which the event has not come before a time.</summary>
    /// <param name="time">Any time.</param>
    public double Before(double time) => At(Math.BitDecrement(time));

    /// <summary>The first time by which the share has fallen to a probability; null when it never does.</summary>
    /// <param name="probability">In [0, 1].</param>
    public double? TimeWhen(double probability)
    {
        for (var step = 0; step < _times.Length; step++)
        {
            if (_survival[step] <= probability) return _times[step];
        }

        return null;
    }

    private int StepsUntil(double time)
    {
        var index = Array.BinarySearch(_times, time);
        return index >= 0 ? index + 1 : ~index;
    }
}
