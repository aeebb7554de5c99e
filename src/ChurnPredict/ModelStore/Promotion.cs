using System.Globalization;

namespace ChurnPredict.ModelStore;

/// <summary>One line of the promotions log.</summary>
/// <param name="Id">The model that became champion.</param>
/// <param name="When">When.</param>
/// <param name="Why">Why.</param>
/// <param name="Before">The champion before; null for the first.</param>
public sealed record Promotion(string Id, DateTimeOffset When, string Why, string? Before)
{
    internal static Promotion? Parse(string line)
    {
        var parts = line.Split('\t');
        return parts.Length == 4
            && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when)
            ? new Promotion(parts[0], when, parts[2], parts[3] == "-" ? null : parts[3])
            : null;
    }
}
