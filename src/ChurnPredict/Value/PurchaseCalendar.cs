using ChurnPredict.History;

namespace ChurnPredict.Value;

/// <summary>How many customers were won, and how many repeat purchases came, on each day before a date.</summary>
/// <param name="FirstDay">Days since 1970-01-01 of the first entry.</param>
/// <param name="NewCustomers">Customers whose first purchase fell on the day.</param>
/// <param name="RepeatPurchases">Customers who bought again on the day.</param>
public sealed record PurchaseCalendar(long FirstDay, int[] NewCustomers, int[] RepeatPurchases)
{
    /// <summary>Number of days.</summary>
    public int DayCount => NewCustomers.Length;

    /// <summary>Reads a history.</summary>
    /// <param name="source">The history.</param>
    /// <param name="asOf">Nothing at or after it is looked at.</param>
    public static PurchaseCalendar Collect(HistorySource source, AsOfDate asOf)
    {
        ArgumentNullException.ThrowIfNull(source);
        var first = PurchaseSummary.LocalDay(source.TimeAxis, source.FirstEventAt);
        var count = (int)Math.Max(0, PurchaseSummary.LastDayBefore(asOf) + 1 - first);
        var (newCustomers, repeats) = (new int[count], new int[count]);
        foreach (var part in source.Parts())
        {
            for (var customer = 0; customer < part.CustomerCount; customer++)
            {
                var before = long.MinValue;
                foreach (var (day, _) in PurchaseSummary.PurchasesOf(part.Customer(customer), asOf))
                {
                    if (day == before) continue;
                    (before == long.MinValue ? newCustomers : repeats)[day - first]++;
                    before = day;
                }
            }
        }

        return new PurchaseCalendar(first, newCustomers, repeats);
    }
}
