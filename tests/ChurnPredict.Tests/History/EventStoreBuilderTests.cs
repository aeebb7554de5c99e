using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class EventStoreBuilderTests
{
    private const long Day = Instants.MicrosecondsPerDay;

    [Fact]
    public void Build_RowsInAnyOrder_AreSortedByCustomerAndTime()
    {
        var store = new EventStoreBuilder()
            .Add(new TransactionRow("b", 3 * Day, 3))
            .Add(new TransactionRow("a", 2 * Day, 2))
            .Add(new TransactionRow("b", 1 * Day, 1))
            .Build();

        Assert.True(store.Ids.TryFind("b", out var b));
        Assert.Equal([1.0, 3.0], store.Transactions.Amount[store.Transactions.Start[b]..store.Transactions.Start[b + 1]]);
        Assert.Equal((1 * Day, 3 * Day), (store.FirstEventAt, store.LastEventAt));
    }

    [Fact]
    public void Build_Customers_StandInPartitionThenIdOrder()
    {
        var builder = new EventStoreBuilder();
        for (var id = 0; id < 2000; id++) builder.Add(new TransactionRow($"{id * 7919}", id, 1));

        var store = builder.Build();

        var keys = Enumerable.Range(0, store.CustomerCount)
            .Select(customer => (CustomerIds.PartitionOf(CustomerIds.Hash(store.Ids.Utf8(customer))), store.Ids[customer])).ToArray();
        Assert.Equal(keys.OrderBy(key => key.Item1).ThenBy(key => key.Item2, StringComparer.Ordinal), keys);
        Assert.True(keys.Select(key => key.Item1).Distinct().Count() > 240);
    }

    [Fact]
    public void Build_OrderIds_AreNumberedByFirstLine()
    {
        var store = new EventStoreBuilder()
            .Add(new TransactionRow("a", 1, 1) { OrderId = "y" })
            .Add(new TransactionRow("a", 2, 1) { OrderId = "x" })
            .Add(new TransactionRow("a", 3, 1) { OrderId = "y" })
            .Add(new TransactionRow("a", 3, 1))
            .Add(new TransactionRow("a", 3, 2))
            .Build();

        Assert.Equal([0, 1, 0, 2, 2], store.Transactions.Order);
    }

    [Fact]
    public void Build_ColumnWithoutValues_IsNull()
    {
        var table = new EventStoreBuilder().Add(new TransactionRow("a", 1, 1) { Quantity = 2 }).Add(new TransactionRow("a", 2, 1)).Build();

        Assert.Equal([2f, float.NaN], table.Transactions.Quantity!);
        Assert.Null(table.Transactions.Margin);
        Assert.Null(table.Engagement);
    }

    [Fact]
    public void Like_OtherHistory_KeepsItsWordsColumnsAndSpan()
    {
        var history = new EventStoreBuilder()
            .Add(new TransactionRow("a", 5, 1) { Category = "books", Margin = 1 })
            .Add(new EngagementRow("a", 9, "visit"))
            .Add(new CustomerRow("a") { Texts = new Dictionary<string, string> { ["area"] = "north" } })
            .Build();

        var one = EventStoreBuilder.Like(history)
            .Add(new TransactionRow("z", 7, 1) { Category = "toys" })
            .Add(new TransactionRow("z", 8, 1) { Category = "books" })
            .Add(new CustomerRow("z") { Texts = new Dictionary<string, string> { ["area"] = "south" } })
            .Build();

        Assert.Equal([Vocabulary.Missing, 0], one.Transactions.Category!);
        Assert.Equal([double.NaN, double.NaN], one.Transactions.Margin!);
        Assert.Empty(one.Engagement!.OccurredAt);
        Assert.Equal((5, 9), (one.FirstEventAt, one.LastEventAt));
        Assert.Equal([Vocabulary.Missing], one.Customers!.Attributes.Single().Codes!);
    }

    /// <summary>A row that came to be known late does so whether or not other customers' rows say when they did.</summary>
    [Fact]
    public void Like_HistoryWithoutColumnsThatSteer_KeepsThemWhereTheRowsHaveThem()
    {
        var history = new EventStoreBuilder()
            .Add(new TransactionRow("a", 5, 1))
            .Add(new TouchRow("a", 6, "call"))
            .Add(new SupportRow("a", 7))
            .Add(new CustomerRow("a") { Country = "JP" })
            .Build();

        var one = EventStoreBuilder.Like(history)
            .Add(new TransactionRow("z", 7, 1) { IngestedAt = 9, ListPrice = 2 })
            .Add(new TouchRow("z", 7, "call") { IngestedAt = 9, RedeemedAt = 8, IsControl = true, Cost = 1 })
            .Add(new SupportRow("z", 7) { IngestedAt = 9, ResolvedAt = 8, Severity = 1 })
            .Add(new CustomerRow("z") { IngestedAt = 9, CancelledAt = 8, ConsentEmail = true, Plan = "gold", SignedUpAt = 1 })
            .Build();

        string[] added =
        [
            "customers.cancelled_at", "customers.consent_email", "customers.ingested_at", "support.ingested_at", "support.resolved_at",
            "touches.ingested_at", "touches.is_control", "touches.redeemed_at", "transactions.ingested_at",
        ];
        Assert.Equal(added, HistoryColumns.Of(one).Except(HistoryColumns.Of(history)));
    }

    [Fact]
    public void Like_HistoryWithoutCustomersTable_HasOneOnlyForWhatSteers()
    {
        var history = new EventStoreBuilder().Add(new TransactionRow("a", 5, 1)).Build();
        var profile = new CustomerRow("z") { Plan = "gold", Numbers = new Dictionary<string, float> { ["age"] = 40 } };

        Assert.Null(EventStoreBuilder.Like(history).Add(profile).Build().Customers);
        var customers = EventStoreBuilder.Like(history).Add(profile with { CancelledAt = 8 }).Build().Customers!;

        Assert.Equal([8L], customers.CancelledAt!);
        Assert.Null(customers.Plan);
        Assert.Empty(customers.Attributes);
    }

    [Fact]
    public void Build_Referrals_AreListedByReferrerInTimeOrder()
    {
        var store = new EventStoreBuilder()
            .Add(new CustomerRow("a"))
            .Add(new CustomerRow("b") { ReferredBy = "a", SignedUpAt = 20 })
            .Add(new CustomerRow("c") { ReferredBy = "a" })
            .Add(new TransactionRow("c", 10, 1))
            .Build();

        store.Ids.TryFind("a", out var a);
        var customers = store.Customers!;
        Assert.Equal([10L, 20L], customers.ReferralAt![customers.ReferralStart![a]..customers.ReferralStart[a + 1]]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1.1e18)]
    public void Add_AmountNotFiniteOrBeyondAnyPrice_IsRefused(double amount)
    {
        var error = Assert.Throws<InvalidCustomerDataException>(() => new EventStoreBuilder().Add(new TransactionRow("a", 1, amount)));

        Assert.Contains("expected a finite number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_SatisfactionWithoutScale_TakesTheUsualOne()
    {
        var table = new EventStoreBuilder()
            .Add(new SatisfactionRow("a", 1, SatisfactionInstrument.Nps, 9))
            .Add(new SatisfactionRow("a", 2, SatisfactionInstrument.Csat, null) { ScaleMaximum = 7 })
            .Build().Satisfaction!;

        Assert.Equal([0f, 1f], table.ScaleMinimum);
        Assert.Equal([10f, 7f], table.ScaleMaximum);
        Assert.Equal([9f, float.NaN], table.Score);
    }
}
