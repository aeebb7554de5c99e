using System.Globalization;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

/// <summary>The CDNOW sample as the published fits see it: 39 weeks of calibration, 39 weeks to foretell, same-day purchases once.</summary>
internal sealed class CdnowSample
{
    public const string File = "cdnow/CDNOW_sample.txt";

    private static readonly DateOnly FirstDay = new(1997, 1, 1);
    private static readonly DateOnly HoldoutStart = new(1997, 10, 1);

    public required PurchaseSummary[] Summaries { get; init; }

    public required double[] HoldoutPurchases { get; init; }

    public required double[] HoldoutSpend { get; init; }

    public static double HoldoutWeeks => 39;

    /// <summary>Windows inside the 39 weeks of calibration.</summary>
    public required IReadOnlyList<PurchaseWindow> Windows { get; init; }

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
            Summaries = Array.ConvertAll(customers, purchases => Summarise(purchases.Select(p => (p.Day, p.Spend)), HoldoutStart)!.Value),
            Windows = [.. PurchaseWindow.Plan(FirstDay, HoldoutStart, 7 * 39).Select(window => Window(customers, window.From, window.To))],
            HoldoutPurchases = Array.ConvertAll(holdout, purchases => (double)purchases.Select(purchase => purchase.Day).Distinct().Count()),
            HoldoutSpend = Array.ConvertAll(holdout, purchases => purchases.Sum(purchase => purchase.Spend)),
        };
    }

    private static bool IsHoldout(DateOnly day) => day >= HoldoutStart && day < HoldoutStart.AddDays(7 * 39);

    private static PurchaseWindow Window((string Customer, DateOnly Day, double Spend)[][] customers, DateOnly from, DateOnly to)
    {
        var known = Array.FindAll(customers, purchases => purchases[0].Day < from);
        var inside = Array.ConvertAll(known, purchases => Array.FindAll(purchases, purchase => purchase.Day >= from && purchase.Day < to));
        return new PurchaseWindow(
            from, to, (to.DayNumber - from.DayNumber) / 7.0,
            Array.ConvertAll(known, purchases => Summarise(purchases.Select(p => (p.Day, p.Spend)), from)!.Value),
            Array.ConvertAll(inside, purchases => (double)purchases.Select(purchase => purchase.Day).Distinct().Count()),
            Array.ConvertAll(inside, purchases => purchases.Sum(purchase => purchase.Spend)),
            Array.ConvertAll(inside, purchases => purchases.Length == 0 ? double.PositiveInfinity : (purchases.Min(purchase => purchase.Day).DayNumber - from.DayNumber) / 7.0));
    }

    private static PurchaseSummary? Summarise(IEnumerable<(DateOnly Day, double Spend)> purchases, DateOnly until)
    {
        var days = new PurchaseDays(null);
        foreach (var (day, spend) in purchases.Where(purchase => purchase.Day < until)) days.Add(day.DayNumber, spend);
        return days.Summarise(until.DayNumber - 1);
    }
}
