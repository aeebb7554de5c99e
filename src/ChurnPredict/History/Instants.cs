namespace ChurnPredict.History;

/// <summary>Instants as this product packs them: microseconds since 1970-01-01T00:00Z in a <see cref="long"/>.</summary>
public static class Instants
{
    /// <summary>First year of the times that are believed; earlier ones are placeholders and slips such as year 0.</summary>
    public const int FirstYear = 1900;

    /// <summary>Last year of the times that are believed; later ones are placeholders and slips such as year 9999.</summary>
    public const int LastYear = 2099;

    /// <summary>Stands in packed arrays for an instant that is not known.</summary>
    public const long Missing = long.MinValue;

    /// <summary>Microseconds in a second.</summary>
    public const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>Microseconds in a day of 24 hours.</summary>
    public const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    /// <summary>The instant of a date and time; finer parts than microseconds are cut off.</summary>
    /// <param name="time">A date and time with its offset.</param>
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The date and time of an instant, in UTC.</summary>
    /// <param name="instant">Microseconds UTC within the years 1 to 9999.</param>
    public static DateTimeOffset ToDateTimeOffset(long instant) =>
        DateTimeOffset.UnixEpoch.AddTicks(instant * TimeSpan.TicksPerMicrosecond);

    /// <summary>Days of 24 hours from <paramref name="from"/> to <paramref name="to"/>, fractions kept.</summary>
    /// <param name="from">An instant that is not missing.</param>
    /// <param name="to">An instant that is not missing.</param>
    public static double DaysBetween(long from, long to) => (to - from) / (double)MicrosecondsPerDay;
}
