using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>What a customer bought from one date on until another. A purchase from before that only became known in between is none.</summary>
/// <param name="Purchases">Different days with a purchase.</param>
/// <param name="Spend">Money of them.</param>
/// <param name="FirstWeeks">Weeks from the first date to the first of them, in the summaries' unit of time; +∞ = none came.</param>
internal readonly record struct PurchaseHoldout(double Purchases, double Spend, double FirstWeeks)
{
    /// <summary>Reads what is known at the end.</summary>
    public static PurchaseHoldout Of(CustomerHistory history, AsOfDate asOf, AsOfDate end, PurchaseSeason? season)
    {
        var start = PurchaseSummary.LastDayBefore(asOf) + 1;
        var (purchases, spend, first, last) = (0, 0.0, double.PositiveInfinity, long.MinValue);
        foreach (var (day, amount) in PurchaseSummary.PurchasesOf(history, end))
        {
            if (day < start) continue;
            if (purchases == 0) first = PurchaseSeason.WeeksBetweenDays(season, start, day);
            if (day != last) purchases++;
            last = day;
            spend += amount;
        }

        return new PurchaseHoldout(purchases, spend, first);
    }
}
