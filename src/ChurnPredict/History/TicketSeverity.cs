using System.Globalization;

namespace ChurnPredict.History;

/// <summary>The spellings of a ticket's severity, in files and in customers described inline.</summary>
public static class TicketSeverity
{
    /// <summary>What is understood, in words.</summary>
    public const string Expected = "a number or low, medium, high, critical (低, 中, 高, 緊急)";

    /// <summary>The severity of a spelling.</summary>
    /// <param name="spelling">A finite number; <c>low</c> or 低 = 1, <c>medium</c> or 中 = 2, <c>high</c> or 高 = 3, <c>critical</c>, 緊急 or
    /// 重大 = 4; letter case and blanks around it do not matter.</param>
    /// <param name="severity">The severity when known.</param>
    public static bool TryParse(string? spelling, out float severity)
    {
        var text = spelling?.Trim().ToUpperInvariant();
        severity = text switch
        {
            "LOW" or "低" => 1,
            "MEDIUM" or "中" => 2,
            "HIGH" or "高" => 3,
            "CRITICAL" or "緊急" or "重大" => 4,
            _ => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN,
        };
        return float.IsFinite(severity);
    }
}
