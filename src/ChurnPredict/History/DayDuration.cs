using System.Globalization;

namespace ChurnPredict.History;

/// <summary>Durations of whole days as people write them: <c>90d</c>, <c>13w</c> or plain <c>90</c>.</summary>
public static class DayDuration
{
    /// <summary>The longest duration that is accepted, in days: a century.</summary>
    public const int MaximumDays = 36_525;

    /// <summary>Reads a duration of 1 day or more.</summary>
    /// <param name="text">Such as <c>90d</c> or <c>13w</c>.</param>
    /// <param name="days">The number of days when it is one.</param>
    public static bool TryParse(string? text, out int days)
    {
        days = 0;
        var trimmed = text?.Trim() ?? "";
        var daysPerUnit = trimmed.Length == 0 ? 0 : trimmed[^1] switch { 'd' or 'D' => 1, 'w' or 'W' => 7, >= '0' and <= '9' => 1, _ => 0 };
        var digits = trimmed.AsSpan().TrimEnd("dDwW");
        if (daysPerUnit == 0 || trimmed.Length - digits.Length > 1) return false;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (count < 1 || count > MaximumDays / daysPerUnit) return false;
        days = count * daysPerUnit;
        return true;
    }

    /// <summary>Writes a duration as <c>90d</c>.</summary>
    /// <param name="days">1 or more.</param>
    public static string Format(int days) => string.Create(CultureInfo.InvariantCulture, $"{days}d");
}
