using System.Globalization;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

/// <summary>The CDNOW sample as the published fits see it: 39 weeks of calibration, 39 weeks to foretell, same-day purchases once.</summary>
internal sealed class CdnowSample
{
    public const string File = "cdnow/CDNOW_sample.txt";

    private static readonly DateOnly HoldoutStart = new(1997, 10, 1);

    public required PurchaseSummary[] Summaries { get; init; }

    public required double[] HoldoutPurchases { get; init; }

    public required double[] HoldoutSpend { get; init; }

    public static double HoldoutWeeks => 39;

    public static CdnowSample Read()
    {
        var customers = System.IO.File.ReadLines(SharedDataFactAttribute.PathOf(File))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(fields => (Customer: fields[0], Day: DateOnly.ParseExact(fields[2], "yyyyMMdd"), Spend: double.Parse(fields[4], CultureInfo.InvariantCulture)))
            .GroupBy(purchase => purchase.Customer)
            .OrderBy(customer => customer.Key, StringComparer.Ordinal)
            .Select(customer => customer.OrderBy(purchase => purchase.Day).ToArray())
            .ToArray();
        var holdout = Array.ConvertAll(customers, purchases => Array.FindAll(purchases, purchase => IsHoldout(purchase.Day)));
        return new CdnowSample
        {
            Summaries = Array.ConvertAll(customers, purchases => Summarise(purchases.Where(p => p.Day < HoldoutStart).Select(p => (p.Day, p.Spend)))),
            HoldoutPurchases = Array.ConvertAll(holdout, purchases => (double)purchases.Select(purchase => purchase.Day).Distinct().Count()),
            HoldoutSpend = Array.ConvertAll(holdout, purchases => purchases.Sum(purchase => purchase.Spend)),
        };
    }

    private static bool IsHoldout(DateOnly day) => day >= HoldoutStart && day < HoldoutStart.AddDays(7 * 39);

    private static PurchaseSummary Summarise(IEnumerable<(DateOnly Day, double Spend)> purchases)
    {
        var days = new PurchaseDays();
        foreach (var (day, spend) in purchases) days.Add(day.DayNumber, spend);
        return days.Summarise(HoldoutStart.DayNumber - 1)!.Value;
    }
}
