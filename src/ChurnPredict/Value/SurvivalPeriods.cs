namespace ChurnPredict.Value;

/// <summary>The periods of discrete time: hazards are constant within each.</summary>
internal static class SurvivalPeriods
{
    /// <summary>Where periods end, in days; the first begins at 0.</summary>
    public static ReadOnlySpan<int> EndDays => [15, 30, 60, 90, 120, 150, 180, 240, 300, 365];

    /// <summary>Number of periods.</summary>
    public static int Count => EndDays.Length;

    /// <summary>Where a period begins.</summary>
    public static int StartDays(int period) => period == 0 ? 0 : EndDays[period - 1];
}
