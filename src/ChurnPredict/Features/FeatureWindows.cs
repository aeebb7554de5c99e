namespace ChurnPredict.Features;

/// <summary>The windows before the date that features look back on, in local calendar days.</summary>
internal static class FeatureWindows
{
    /// <summary>Windows of counts and sums.</summary>
    public static readonly int[] Days = [30, 90, 180, 365];

    /// <summary>Windows that are compared with the window of the same length before them.</summary>
    public static readonly int[] TrendDays = [30, 90, 180];

    /// <summary>A definition for each window: <c>stem_30d</c>, <c>stem_90d</c>, … that share a label.</summary>
    /// <param name="stem">The name without the window.</param>
    /// <param name="group">The family.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="definition">One sentence, <c>{0}</c> standing for the number of days.</param>
    /// <param name="days">The windows.</param>
    public static IEnumerable<FeatureDefinition> Define(
        string stem, FeatureGroup group, string unit, string definition, IEnumerable<int> days) =>
        days.Select(window => new FeatureDefinition($"{stem}_{window}d", group, unit, string.Format(definition, window))
        {
            LabelKey = $"{stem}_window",
            LabelArgument = window.ToString(),
        });

    /// <summary>How a window compares with the one before it, −1 (all of it before) to 1 (all of it now); NaN when both are empty.</summary>
    public static double Trend(double now, double before) => now + before > 0 ? (now - before) / (now + before) : double.NaN;
}
