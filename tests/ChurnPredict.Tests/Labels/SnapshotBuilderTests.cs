using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using static ChurnPredict.Tests.Features.FeatureProbe;

namespace ChurnPredict.Tests.Labels;

public sealed class SnapshotBuilderTests
{
    private static readonly ChurnDefinition Shop = new();

    [Fact]
    public void Build_OrderWithinHorizon_Stayed()
    {
        var snapshot = Snapshot(new EventStoreBuilder()
            .Add(Order(30, 10, "stays")).Add(Order(-89, 25, "stays"))
            .Add(Order(30, 10, "leaves")).Add(Order(-90, 25, "leaves")).Add(Order(-95, 3, "later")));
        Assert.Equal(2, snapshot.Table.Features.RowCount);
        Assert.Equal(0, snapshot.Of("stays", table => table.Churned));
        Assert.Equal(1, snapshot.Of("leaves", table => table.Churned));
        Assert.Equal(89, snapshot.Of("stays", table => table.EventDays));
        Assert.Equal(90, snapshot.Of("leaves", table => table.EventDays));
        Assert.Equal(1, snapshot.Table.LeftOut[CustomerStatus.InsufficientHistory]);
    }

    [Fact]
    public void Build_OrderIngestedLater_IsKnownThenUnlessAnotherIsKnownBefore()
    {
        var snapshot = Snapshot(new EventStoreBuilder()
            .Add(Order(30, 10, "late")).Add(Order(-5, 25, "late") with { IngestedAt = DaysBefore(-50) })
            .Add(Order(30, 10, "soon")).Add(Order(-5, 25, "soon") with { IngestedAt = DaysBefore(-50) }).Add(Order(-9, 25, "soon") with { IngestedAt = DaysBefore(-11) })
            .Add(Order(30, 10, "never")).Add(Order(-95, 3, "other")));
        Assert.Equal((5, 50), (snapshot.Of("late", table => table.EventDays), snapshot.Of("late", table => table.EventKnownDays)));
        Assert.Equal((5, 11), (snapshot.Of("soon", table => table.EventDays), snapshot.Of("soon", table => table.EventKnownDays)));
        Assert.Equal(float.PositiveInfinity, snapshot.Of("never", table => table.EventKnownDays));
    }

    [Fact]
    public void Build_CancellationRecordedLater_IsKnownThen()
    {
        var snapshot = Snapshot(
            new EventStoreBuilder()
                .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(50) })
                .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(50), CancelledAt = DaysBefore(-10), ValidFrom = DaysBefore(-20), IngestedAt = DaysBefore(-21) })
                .Add(Order(-40, 1, "c")),
            Shop with { Kind = ChurnKind.Cancellation, HorizonDays = 30 });
        Assert.Equal((10, 21), (snapshot.Of("c", table => table.EventDays), snapshot.Of("c", table => table.EventKnownDays)));
    }

    [Theory]
    [InlineData(-94, 0, 25, 5)]
    [InlineData(-95, 1, 0, float.PositiveInfinity)]
    public void Build_HistoryUntilADate_OrderIngestedThenDoesNotExist(double known, float churned, float spend, float days)
    {
        var store = new EventStoreBuilder().Add(Order(30)).Add(Order(-5, 25) with { IngestedAt = DaysBefore(known) }).Add(Order(-200, 1, "other")).Build();
        var snapshot = Until(store, 95, Shop);
        Assert.Equal((churned, spend, days), (snapshot.Churned[0], snapshot.GrossSpend[90][0], snapshot.EventDays[0]));
        Assert.Equal((spend, -known), (snapshot.NetSpend[90][0], float.IsFinite(days) ? snapshot.EventKnownDays[0] : -known));
    }

    [Theory]
    [InlineData(-94, 1)]
    [InlineData(-95, 0)]
    public void Build_HistoryUntilADate_CancellationIngestedThenDoesNotExist(double known, float churned)
    {
        var store = new EventStoreBuilder()
            .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(50) })
            .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(50), CancelledAt = DaysBefore(-10), ValidFrom = DaysBefore(-10), IngestedAt = DaysBefore(known) })
            .Add(Order(-200, 1, "other")).Build();
        var snapshot = Until(store, 95, Shop with { Kind = ChurnKind.Cancellation, HorizonDays = 30 });
        Assert.Equal((churned, churned == 1 ? 10 : float.PositiveInfinity), (snapshot.Churned[0], snapshot.EventDays[0]));
    }

    /// <summary>What a row says of the future ends with the row: until day 5 the customer was going to leave on day 10.</summary>
    [Theory]
    [InlineData(-5, null, float.PositiveInfinity)]
    [InlineData(-5, -20.0, 20)]
    [InlineData(-11, null, 10)]
    public void Build_CancellationThatALaterRowWithdrawsOrMoves_CountsIfItHappenedBefore(double from, double? cancelled, float days)
    {
        var history = new EventStoreBuilder()
            .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(50), CancelledAt = DaysBefore(-10), ValidFrom = DaysBefore(1) })
            .Add(new CustomerRow("c") { SignedUpAt = DaysBefore(50), CancelledAt = cancelled is { } moved ? DaysBefore(moved) : null, ValidFrom = DaysBefore(from) })
            .Add(Order(-40, 1, "c"));
        Assert.Equal((days, days), (EventDays(table => table.EventDays), EventDays(table => table.EventKnownDays)));

        float EventDays(Func<SnapshotTable, float[]> column) => Snapshot(history, Shop with { Kind = ChurnKind.Cancellation, HorizonDays = 30 }).Of("c", column);
    }

    [Fact]
    public void Build_HorizonNotOver_LabelIsMissing()
    {
        var snapshot = Snapshot(new EventStoreBuilder().Add(Order(30)).Add(Order(-80)));
        Assert.Equal(float.NaN, snapshot.Of("c", table => table.Churned));
        Assert.Equal(float.NaN, snapshot.Of("c", table => table.GrossSpend[90]));
        Assert.Equal(81, snapshot.Table.ObservedDays);
    }

    [Fact]
    public void Build_Spend_SumsPositiveAndNetAmountsByHorizon()
    {
        var snapshot = Snapshot(new EventStoreBuilder(new HistoryDescription { GrossMargin = 0.5 })
            .Add(Order(30)).Add(Order(-10, 100)).Add(Order(-20, -30)).Add(Order(-100, 7)).Add(Order(-185, 1)));
        Assert.Equal(100, snapshot.Of("c", table => table.GrossSpend[90]));
        Assert.Equal(70, snapshot.Of("c", table => table.NetSpend[90]));
        Assert.Equal(35, snapshot.Of("c", table => table.Margin[90]));
        Assert.Equal(107, snapshot.Of("c", table => table.GrossSpend[180]));
        Assert.Equal(float.NaN, snapshot.Of("c", table => table.GrossSpend[365]));
    }

    [Fact]
    public void Build_Population_DecidesOnTheSilent()
    {
        var history = new EventStoreBuilder().Add(Order(181, 1, "silent")).Add(Order(180, 1, "active"));
        Assert.Equal(1, Snapshot(history).Table.LeftOut[CustomerStatus.AlreadyChurned]);
        Assert.Equal(2, Snapshot(history, Shop with { Population = ChurnPopulation.All }).Table.Features.RowCount);
    }

    [Fact]
    public void Build_Contract_ChurnIsTheCancellation()
    {
        var contract = Shop with { Kind = ChurnKind.Cancellation, HorizonDays = 30 };
        var snapshot = Snapshot(
            new EventStoreBuilder()
                .Add(new CustomerRow("gone") { SignedUpAt = DaysBefore(50), CancelledAt = DaysBefore(1) })
                .Add(new CustomerRow("going") { SignedUpAt = DaysBefore(50), CancelledAt = DaysBefore(-29) })
                .Add(new CustomerRow("staying") { SignedUpAt = DaysBefore(50), CancelledAt = DaysBefore(-30) })
                .Add(new CustomerRow("coming") { SignedUpAt = DaysBefore(-1) })
                .Add(Order(50, 1, "gone")).Add(Order(-40, 1, "staying")),
            contract);
        Assert.Equal(1, snapshot.Of("going", table => table.Churned));
        Assert.Equal(0, snapshot.Of("staying", table => table.Churned));
        Assert.Equal(1, snapshot.Table.LeftOut[CustomerStatus.AlreadyChurned]);
        Assert.Equal(1, snapshot.Table.LeftOut[CustomerStatus.InsufficientHistory]);
    }

    private static SnapshotTable Until(EventStore store, int daysAfter, ChurnDefinition definition)
    {
        using var source = new HistoryUntil(new InMemoryHistory(store), store.TimeAxis.AsOf(Date.AddDays(daysAfter)));
        return SnapshotBuilder.Build(source, FeatureSchemaBuilder.Build(source), [store.TimeAxis.AsOf(Date)], definition)[0];
    }

    private static (SnapshotTable Table, Func<string, Func<SnapshotTable, float[]>, float> Of) Snapshot(
        EventStoreBuilder history, ChurnDefinition? definition = null)
    {
        var store = history.Build();
        var source = new InMemoryHistory(store);
        var table = SnapshotBuilder.Build(source, FeatureSchemaBuilder.Build(source), [store.TimeAxis.AsOf(Date)], definition ?? Shop)[0];
        return (table, (id, column) =>
        {
            Assert.True(store.Ids.TryFind(id, out var customer));
            return column(table)[Array.IndexOf(table.CustomerIndex, customer)];
        });
    }
}
