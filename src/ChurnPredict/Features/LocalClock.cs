using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Local days and hours of instants.</summary>
internal sealed class LocalClock
{
    private readonly TimeAxis _timeAxis;

    /// <summary>Makes the clock of a zone.</summary>
    public LocalClock(TimeAxis timeAxis) => _timeAxis = timeAxis;

    /// <summary>Number of the local day, 0 = 1970-01-01 (a Thursday).</summary>
    public int Day(long instant) => (int)FloorDays(_timeAxis.ToLocal(instant));

    /// <summary>Local time of day in hours, 0 to 24.</summary>
    public double HourOfDay(long instant)
    {
        var local = _timeAxis.ToLocal(instant);
        return (local - (FloorDays(local) * Instants.MicrosecondsPerDay)) / (3600.0 * Instants.MicrosecondsPerSecond);
    }

    private static long FloorDays(long local)
    {
        var days = local / Instants.MicrosecondsPerDay;
        return days * Instants.MicrosecondsPerDay > local ? days - 1 : days;
    }
}
