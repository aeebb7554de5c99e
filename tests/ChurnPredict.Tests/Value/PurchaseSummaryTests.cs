using ChurnPredict.History;
using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class PurchaseSummaryTests
{
    private const long Hour = Instants.MicrosecondsPerDay / 24;

    private static readonly AsOfDate AsOf = new TimeAxis("Asia/Tokyo").AsOf(new DateOnly(2024, 3, 1));

    [Fact]
    public void From_SeveralPurchasesOnOneLocalDay_CountOnce()
    {
        var summary = Summary((-20 * 24, 5), (-20 * 24 + 3, 6), (-13 * 24 + 1, 7), (-13 * 24 + 5, 8))!.Value;
        Assert.Equal((1, 1.0, 19 / 7.0, 15.0), (summary.RepeatPurchases, summary.RecencyWeeks, summary.AgeWeeks, summary.MeanRepeatSpend));
        Assert.Equal(0, summary.SumLogGaps, 1e-12);
    }

    [Fact]
    public void From_LocalMidnightBetween_AreTwoDays() =>
        Assert.Equal(1, Summary((-20 * 24 - 1, 5), (-20 * 24 + 1, 6))!.Value.RepeatPurchases);

    [Fact]
    public void From_Refunds_AreNoPurchasesButFreeOrdersAre()
    {
        Assert.Equal((1, 0.0), (Summary((-20 * 24, 5), (-13 * 24, -5), (-8 * 24, 0))!.Value.RepeatPurchases, Summary((-20 * 24, 5), (-8 * 24, 0))!.Value.MeanRepeatSpend));
        Assert.Null(Summary((-13 * 24, -5)));
    }

    [Fact]
    public void From_AtTheDateItself_IsNotSeen()
    {
        Assert.Null(Summary((0, 5)));
        Assert.Equal(new PurchaseSummary(0, 0, 0), Summary((-1, 5)));
    }

    [Fact]
    public void From_KnownOnlyLater_IsNotSeen()
    {
        var builder = new EventStoreBuilder(new HistoryDescription { TimeZone = "Asia/Tokyo" });
        builder.Add(new TransactionRow("a", AsOf.Instant - (9 * Hour), 5) { IngestedAt = AsOf.Instant });
        Assert.Null(PurchaseSummary.From(builder.Build().Customer(0), AsOf));
    }

    private static PurchaseSummary? Summary(params (int Hours, double Amount)[] purchases)
    {
        var builder = new EventStoreBuilder(new HistoryDescription { TimeZone = "Asia/Tokyo" });
        foreach (var (hours, amount) in purchases) builder.Add(new TransactionRow("a", AsOf.Instant + (hours * Hour), amount));
        return PurchaseSummary.From(builder.Build().Customer(0), AsOf);
    }
}
