namespace ChurnPredict.Value;

/// <summary>A stretch of time that is over: the base as of its first day, and what each customer bought in it.</summary>
/// <param name="From">The first day; summaries look at nothing at or after it.</param>
/// <param name="To">The day after the last one.</param>
/// <param name="Weeks">Length of the window, in the summaries' unit of time.</param>
/// <param name="Summaries">One a customer with a purchase before <paramref name="From"/>.</param>
/// <param name="Purchases">Days with a purchase within the window, one a customer.</param>
/// <param name="Spend">Money within the window, one a customer.</param>
/// <param name="FirstWeeks">From the window's start to the day of the first purchase in it, one a customer; +∞ = none came.</param>
public sealed record PurchaseWindow(
    DateOnly From, DateOnly To, double Weeks, PurchaseSummary[] Summaries, double[] Purchases, double[] Spend, double[] FirstWeeks)
{
    private const int ShortestDays = 28;

    /// <summary>Lays windows out inside the time that is known, to learn from what followed earlier dates: of the holdout's length w, or a
    /// third of the known time where that is shorter; from 2 w, 1½ w and w before the end to the end, and, to judge choices, from 2 w to w
    /// before it. Empty where a window would be shorter than four weeks.</summary>
    /// <param name="first">The first day of the history.</param>
    /// <param name="asOf">The end of the known time.</param>
    /// <param name="holdoutDays">How far the forecast reaches.</param>
    public static IReadOnlyList<(DateOnly From, DateOnly To)> Plan(DateOnly first, DateOnly asOf, int holdoutDays)
    {
        var days = Math.Min(holdoutDays, (asOf.DayNumber - first.DayNumber) / 3);
        if (days < ShortestDays) return [];
        return [(asOf.AddDays(-2 * days), asOf.AddDays(-days)), (asOf.AddDays(-2 * days), asOf), (asOf.AddDays(-3 * days / 2), asOf), (asOf.AddDays(-days), asOf)];
    }
}
