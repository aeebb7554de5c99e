using ChurnPredict.Features;
using ChurnPredict.History;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Features;

public sealed class PurchaseFeaturesTests
{
    [Fact]
    public void Recency_OneOrder_IsDaysToTheDate()
    {
        var features = Since(400).Add(Order(12.5)).Features();
        Assert.Equal(12.5f, features["recency_days"]);
        Assert.Equal(float.NaN, features["second_last_order_days"]);
        Assert.Equal(float.NaN, features["recency_to_mean_gap"]);
        Assert.Equal(float.NaN, features["recency_to_tenure"]);
    }

    [Fact]
    public void Breadth_QuantitiesWithoutCategories_AreComputed()
    {
        var features = Since(400).Add(Order(20) with { Quantity = 2 }).Add(Order(10, 30) with { Quantity = 3 }).Features();
        Assert.Equal(10, features["recency_days"]);
        Assert.Equal(2, features["orders_total"]);
    }

    [Fact]
    public void Recency_OwnRhythm_IsRelativeToGaps()
    {
        var features = Since(400).Add(Order(60.5)).Add(Order(50.5)).Add(Order(30.5)).Features();
        Assert.Equal(30.5f / 15, features["recency_to_mean_gap"], 1e-5);
        Assert.Equal(30.5f / 20, features["recency_to_longest_gap"], 1e-5);
        Assert.Equal((30.5 - 15) / Math.Sqrt(50), features["recency_deviation"], 1e-5);
        Assert.Equal(2.5f / 3, features["recency_gap_percentile"], 1e-5);
        Assert.Equal(15.5f, features["expected_order_overdue_days"], 1e-5);
    }

    [Fact]
    public void Orders_Windows_CountOrdersNotLines()
    {
        var features = Since(800)
            .Add(Order(20)).Add(Order(20, 7)).Add(Order(40)).Add(Order(100)).Add(Order(300)).Add(Order(500)).Features();
        Assert.Equal(5, features["orders_total"]);
        Assert.Equal([1f, 2, 3, 4], new[] { 30, 90, 180, 365 }.Select(days => features[$"orders_{days}d"]));
        Assert.Equal([17f, 27, 37, 47], new[] { 30, 90, 180, 365 }.Select(days => features[$"spend_{days}d"]));
        Assert.Equal(0, features["orders_trend_30d"]);
        Assert.Equal(1f / 3, features["orders_trend_90d"], 1e-6);
    }

    [Fact]
    public void Orders_LinesOfOneIdAtSeveralTimes_AreOneOrder()
    {
        var features = Since(400)
            .Add(Order(30) with { OrderId = "a" }).Add(Order(20) with { OrderId = "b" }).Add(Order(10) with { OrderId = "a" }).Features();
        Assert.Equal(2, features["orders_total"]);
        Assert.Equal(20, features["recency_days"]);
        Assert.Equal(20, features["order_value_first"]);
    }

    [Fact]
    public void Windows_LongerThanHistory_AreMissing()
    {
        var features = Since(100).Add(Order(20)).Features();
        Assert.Equal(1, features["orders_90d"]);
        Assert.Equal(float.NaN, features["orders_180d"]);
        Assert.Equal(float.NaN, features["spend_365d"]);
        Assert.Equal(float.NaN, features["orders_trend_90d"]);
        Assert.Equal(1, features["orders_total"]);
    }

    [Fact]
    public void Refunds_NegativeAmounts_AreNoOrders()
    {
        var features = Since(400).Add(Order(30, 100)).Add(Order(5, -25)).Features();
        Assert.Equal(1, features["orders_total"]);
        Assert.Equal(30, features["recency_days"]);
        Assert.Equal(100, features["spend_total"]);
        Assert.Equal(0.25f, features["refund_share"]);
        Assert.Equal(5, features["refund_recency_days"]);
        Assert.Equal(1, features["refunds_since_last_order"]);
    }

    [Fact]
    public void OrderValue_SeveralOrders_ComparesTheLastWithThoseBefore()
    {
        var features = Since(400).Add(Order(30, 10)).Add(Order(20, 20)).Add(Order(10, 60)).Features();
        Assert.Equal(30, features["order_value_mean"]);
        Assert.Equal(60, features["order_value_largest"]);
        Assert.Equal(4, features["order_value_last_to_mean"]);
        Assert.Equal(Math.Sqrt(700) / 30, features["order_value_variation"], 1e-5);
    }

    [Fact]
    public void Tenure_SignedUpBeforeHistory_IsFlagged()
    {
        var features = Since(800).Add(Order(30)).Add(new CustomerRow("c") { SignedUpAt = DaysBefore(1000) }).Features();
        Assert.Equal(1, features["tenure_before_history"]);
        Assert.Equal(1000, features["tenure_days"]);
        Assert.Equal(970, features["sign_up_to_first_order_days"]);
        Assert.Equal(770, features["history_to_first_order_days"]);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(800, true)]
    public void Season_BeforeAndAfterTwoYears_IsKnownOnlyAfter(int observedDays, bool isKnown) =>
        Assert.Equal(isKnown, Since(observedDays).Add(Order(30)).Features().ContainsKey("season_sine"));

    [Theory]
    [InlineData(500, false)]
    [InlineData(740, true)]
    public void Season_LearnedFromSnapshots_IsKnownWhereTheySpanTwoYears(int snapshotsSpanDays, bool isKnown)
    {
        var store = Since(1200).Add(Order(30)).Build();
        var names = FeatureSchemaBuilder.Build(new InMemoryHistory(store), store.TimeAxis.AsOf(Date), store.TimeAxis.AsOf(Date.AddDays(-snapshotsSpanDays)))
            .Features.Select(feature => feature.Name).ToArray();
        Assert.Equal(isKnown, names.Contains("season_sine") && names.Contains("history_to_first_order_days"));
        Assert.Equal(isKnown, names.Contains("season_sine") || names.Contains("history_to_first_order_days"));
        Assert.Contains("spend_same_season_last_year", names);
    }

    [Fact]
    public void Everything_NoOrder_IsMissingOrZero()
    {
        var features = Since(400).Add(Order(-5)).Features();
        Assert.Equal(0, features["orders_total"]);
        Assert.Equal(float.NaN, features["recency_days"]);
        Assert.Equal(float.NaN, features["order_value_mean"]);
        Assert.DoesNotContain(features.Values, float.IsInfinity);
    }
}
