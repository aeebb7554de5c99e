namespace ChurnPredict.History;

/// <summary>Instants as this product packs them: microseconds since 1970-01-01T00:00Z in a <see cref="long"/>.</summary>
public static class Instants
{
    /// <summary>Stands in packed arrays for an instant that is not known.</summary>
    public const long Missing = long.MinValue;

    /// <summary>Microseconds in a second.</summary>
    public const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>Microseconds in a day of 24 hours.</summary>
    public const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    /// <summary>Days of 24 hours from <paramref name="from"/> to <paramref name="to"/>, fractions kept.</summary>
    /// <param name="from">An instant that is not missing.</param>
    /// <param name="to">An instant that is not missing.</param>
    public static double DaysBetween(long from, long to) => (to - from) / (double)MicrosecondsPerDay;
}
