using ChurnPredict.History;
using ChurnPredict.Labels;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Labels;

public sealed class CustomerStatusRuleTests
{
    private static readonly ChurnDefinition Shop = new();
    private static readonly ChurnDefinition Contract = new() { Kind = ChurnKind.Cancellation };

    [Theory]
    [InlineData(180, CustomerStatus.Scored)]
    [InlineData(180.1, CustomerStatus.AlreadyChurned)]
    [InlineData(0, CustomerStatus.InsufficientHistory)]
    public void StatusOf_LastOrder_DecidesForAShop(double daysBefore, CustomerStatus expected) =>
        Assert.Equal(expected, StatusOf(Since(900).Add(Order(daysBefore)), Shop));

    [Fact]
    public void StatusOf_ChurnedAfter_IsTheLengthOfSilence() => Assert.Equal(
        CustomerStatus.AlreadyChurned, StatusOf(Since(900).Add(Order(40)), Shop with { ChurnedAfterDays = 30 }));

    [Fact]
    public void StatusOf_OnlyRefundsOrVisits_IsNoCustomerOfAShopYet() => Assert.Equal(
        CustomerStatus.InsufficientHistory,
        StatusOf(Since(900).Add(Order(40, -10)).Add(new EngagementRow("c", DaysBefore(3), "visit")), Shop));

    [Fact]
    public void StatusOf_CancelledAndBack_IsScoredByAShop()
    {
        var cancelled = new CustomerRow("c") { CancelledAt = DaysBefore(20) };
        Assert.Equal(CustomerStatus.AlreadyChurned, StatusOf(Since(900).Add(Order(30)).Add(cancelled), Shop));
        Assert.Equal(CustomerStatus.Scored, StatusOf(Since(900).Add(Order(30)).Add(Order(10)).Add(cancelled), Shop));
    }

    [Theory]
    [InlineData(1.0, CustomerStatus.AlreadyChurned)]
    [InlineData(0.0, CustomerStatus.Scored)]
    [InlineData(-1.0, CustomerStatus.Scored)]
    public void StatusOf_Cancellation_CountsOnlyBeforeTheDate(double daysBefore, CustomerStatus expected) => Assert.Equal(
        expected, StatusOf(Since(900).Add(new CustomerRow("c") { SignedUpAt = DaysBefore(500), CancelledAt = DaysBefore(daysBefore) }), Contract));

    [Fact]
    public void StatusOf_SilentContract_IsScored() => Assert.Equal(
        CustomerStatus.Scored, StatusOf(Since(900).Add(new CustomerRow("c") { SignedUpAt = DaysBefore(800) }), Contract));

    [Fact]
    public void StatusOf_EventIngestedLater_IsNoHistoryYet() => Assert.Equal(
        CustomerStatus.InsufficientHistory,
        StatusOf(Since(900).Add(new EngagementRow("c", DaysBefore(3), "visit") { IngestedAt = DaysBefore(0) }), Contract));

    [Theory]
    [InlineData(true, 1f)]
    [InlineData(false, 0f)]
    [InlineData(null, float.NaN)]
    public void Churned_LabelColumn_IsWhatItSays(bool? label, float expected)
    {
        var definition = new ChurnDefinition { Kind = ChurnKind.Label, LabelColumn = "left", LabelAsOf = Date };
        var store = Since(900).Add(new CustomerRow("c") { Label = label }).Add(new CustomerRow("other") { Label = true }).Build();
        var asOf = store.TimeAxis.AsOf(Date);
        var history = CustomerOf(store);
        Assert.Equal(CustomerStatus.Scored, CustomerStatusRule.StatusOf(history, asOf, definition));
        Assert.Equal(expected, ChurnLabel.Churned(history, new LabelFrame(asOf, new InMemoryHistory(store), definition)));
    }

    private static CustomerStatus StatusOf(EventStoreBuilder history, ChurnDefinition definition)
    {
        var store = history.Build();
        return CustomerStatusRule.StatusOf(CustomerOf(store), store.TimeAxis.AsOf(Date), definition);
    }

    private static CustomerHistory CustomerOf(EventStore store)
    {
        Assert.True(store.Ids.TryFind("c", out var customer));
        return store.Customer(customer);
    }
}
