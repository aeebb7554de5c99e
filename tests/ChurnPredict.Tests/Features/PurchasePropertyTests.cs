using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Value;
using FsCheck;
using FsCheck.Fluent;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Features;

/// <summary>Random customers against plain re-computations.</summary>
public sealed class PurchasePropertyTests
{
    [Fact]
    public void Features_RandomOrders_AgreeWithThePlainComputation() => Prop.ForAll(Seeds, seed =>
    {
        var rows = RandomRows(new Random(seed)).ToArray();
        var features = Build(rows).Features();
        var orders = rows.Where(row => row.Amount > 0 && row.OccurredAt < DaysBefore(0)).GroupBy(row => row.OrderId)
            .Select(lines => (At: lines.Min(line => line.OccurredAt), Amount: lines.Sum(line => line.Amount))).OrderBy(order => order.At).ToArray();
        Assert.Equal(orders.Length, features["orders_total"]);
        Assert.Equal(orders.Sum(order => order.Amount), features["spend_total"], 1e-3 + (1e-6 * features["spend_total"]));
        foreach (var days in (int[])[30, 90, 180, 365])
        {
            Assert.Equal(orders.Count(order => order.At >= DaysBefore(days)), features[$"orders_{days}d"]);
            Assert.Equal(orders.Where(order => order.At >= DaysBefore(days)).Sum(order => order.Amount), features[$"spend_{days}d"], 1e-2);
        }

        if (orders.Length == 0) return;
        var dates = orders.Select(order => order.At / Instants.MicrosecondsPerDay).Distinct().Order().ToArray();
        var gaps = dates.Skip(1).Zip(dates, (later, earlier) => (double)(later - earlier)).Order().ToArray();
        if (gaps.Length == 0) return;
        Assert.Equal(gaps.Average(), features["gap_mean_days"], 1e-3);
        Assert.Equal((gaps[(gaps.Length - 1) / 2] + gaps[gaps.Length / 2]) / 2, features["gap_median_days"], 1e-3);
        Assert.Equal(gaps[^1], features["gap_longest_days"], 1e-3);
        if (gaps.Length > 1)
            Assert.Equal(Math.Sqrt(gaps.Sum(gap => Math.Pow(gap - gaps.Average(), 2)) / (gaps.Length - 1)), features["gap_deviation_days"], 1e-2);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Summarise_RandomOrders_AsTheValueModelsDo() => Prop.ForAll(Seeds, seed =>
    {
        // An order on several days is one order here and several purchase days there; so every line is an order.
        var store = Build(RandomRows(new Random(seed)).Select(row => row with { OrderId = null })).Build();
        Assert.True(store.Ids.TryFind("c", out var customer));
        var asOf = store.TimeAxis.AsOf(Date);
        using var orders = OrderList.Collect(store, customer, asOf.Instant, new LocalClock(store.TimeAxis));
        if (PurchaseSummary.From(store.Customer(customer), asOf) is not { } expected)
        {
            Assert.Equal(0, orders.Count);
            return;
        }

        var summary = BaseModels.Summarise(orders, PurchaseRhythm.Of(orders.Days), asOf);
        Assert.Equal(expected.RepeatPurchases, summary.RepeatPurchases);
        Assert.Equal(expected.RecencyWeeks, summary.RecencyWeeks, 1e-9);
        Assert.Equal(expected.AgeWeeks, summary.AgeWeeks, 1e-9);
        Assert.Equal(expected.MeanRepeatSpend, summary.MeanRepeatSpend, 1e-6);
        Assert.Equal(expected.SumLogGaps, summary.SumLogGaps, 1e-6);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<int> Seeds => Gen.Choose(0, 1_000_000).ToArbitrary();

    private static EventStoreBuilder Build(IEnumerable<TransactionRow> rows)
    {
        var history = Since(1000);
        foreach (var row in rows) history.Add(row);
        return history;
    }

    private static IEnumerable<TransactionRow> RandomRows(Random random)
    {
        for (var row = random.Next(1, 60); row > 0; row--)
        {
            var daysBefore = (random.NextDouble() * 900) - 30;
            yield return Order(daysBefore, random.Next(5) == 0 ? -3 : random.Next(1, 100)) with { OrderId = $"{random.Next(40)}" };
        }
    }
}
