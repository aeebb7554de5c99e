using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Tests.History;

public sealed class HistoryReaderTests
{
    [Theory]
    [InlineData(1, 20, 100_000, 1)]
    [InlineData(2, 30, 1, 2)]
    [InlineData(3, 200, 64, 2)]
    [InlineData(4, 500, 333, 1)]
    public void Open_RandomHistory_EqualsTheBuilders(int seed, int customers, int rowsPerGroup, int threads)
    {
        var history = new RandomHistory(seed, customers);
        using var folder = new HistoryFolder();
        history.Write(folder, rowsPerGroup);

        StoreAssert.Equal(history.Build(), folder.Read(threads));
    }

    [Fact]
    public void Open_IdsOfDifferentTypes_AreTheSameCustomer()
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", Columns.Double("customer_id", 17850.0, 12.5), Columns.Utc("occurred_at", 1, 2), Columns.Double("amount", 1, 2))
            .Write("engagement.parquet", Columns.Long("customer_id", 17850, 7), Columns.Utc("occurred_at", 1, 2), Columns.Text("kind", "a", "b"))
            .Write("support.parquet", Columns.Text("customer_id", "17850", "007"), Columns.Utc("opened_at", 1, 2))
            .Write("touches.parquet", Columns.Decimal("customer_id", 2, 1785000, 1250), Columns.Utc("occurred_at", 1, 2), Columns.Text("action", "a", "b"))
            .Write("customers.parquet", Columns.Int("customer_id", 17850, 7));

        Assert.Equal(["007", "12.5", "17850", "7"], StoreAssert.Ids(folder.Read()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Open_TimesOfEveryType_AreTheSameInstant()
    {
        var utc = Columns.At("2011-07-01T11:30:00Z");
        const long Local = 1309519800;
        using var folder = new HistoryFolder()
            .Yaml("time_zone: Europe/London")
            .Write("transactions.parquet", Columns.Int("customer_id", 1, 1), Columns.Stamp("occurred_at", ParquetTimeUnit.Milliseconds, false, (Local + 3600) * 1000, (Local + 3600) * 1000),
                Columns.Double("amount", 1, 1), Columns.Stamp("promised_at", ParquetTimeUnit.Nanoseconds, true, Local * 1_000_000_000L, null), Columns.Text("delivered_at", "2011-07-01 12:30", "2011-07-01T13:30:00.000000+02:00"))
            .Write("support.parquet", Columns.Int("customer_id", 1), Columns.Date("opened_at", "2011-07-01"));

        var store = folder.Read();

        Assert.Equal([utc, utc], store.Transactions.OccurredAt);
        Assert.Equal([utc, Instants.Missing], store.Transactions.PromisedAt!);
        Assert.Equal([utc, utc], store.Transactions.DeliveredAt!);
        Assert.Equal([Columns.At("2011-06-30T23:00:00Z")], store.Support!.OccurredAt);
    }

    [Theory]
    [InlineData(97, "2011-01-03")]
    [InlineData(90, "2090-01-02")]
    public void Open_FewRowsInTheFuture_AreKeptAndDoNotMoveTheEnd(int known, string end)
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", [.. Columns.Transactions([.. Enumerable.Repeat(("1", "2011-01-02", 2.0), known), ("2", "2090-01-01", 1)]), Columns.Text("delivered_at", [.. Enumerable.Repeat("2011-02-01", known), null])])
            .Write("customers.parquet", Columns.Text("customer_id", "1"), Columns.Text("cancelled_at", "2011-05-01"))
            .Write("support.parquet", Columns.Text("customer_id", "1", "2"), Columns.Utc("opened_at", 1, 2));

        using var source = HistoryReader.Open(folder.Path, new HistoryReaderOptions { Now = new DateTimeOffset(2011, 1, 9, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal(DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture), source.DayAfterLastEvent.Date);
        Assert.Equal(source.LastEventAt, source.Parts().Single().LastEventAt);
        Assert.Equal([1L, 0L, 0L], source.Quality.Tables.Select(table => table.RowsInFuture));
        Assert.Equal(known + 1, source.Parts().Single().Transactions.RowCount);
    }

    [Fact]
    public void Open_HistoryWhollyInTheFuture_EndsWithItsLastRow()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", Columns.Transactions(("1", "2011-01-02", 2), ("2", "2011-01-04", 1)));

        using var source = HistoryReader.Open(folder.Path, new HistoryReaderOptions { Now = new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal(new DateOnly(2011, 1, 5), source.DayAfterLastEvent.Date);
    }

    [Fact]
    public void Open_LocalTimeOfClockChange_IsTheEarlierInstant()
    {
        using var folder = new HistoryFolder()
            .Yaml("time_zone: Europe/London")
            .Write("transactions.parquet", Columns.Int("customer_id", 1, 1), Columns.Text("occurred_at", "2011-10-30T01:30:00", "2011-03-27T01:30:00"), Columns.Double("amount", 1, 1));

        Assert.Equal([Columns.At("2011-03-27T01:30:00Z"), Columns.At("2011-10-30T00:30:00Z")], folder.Read().Transactions.OccurredAt);
    }

    [Fact]
    public void Open_HiveFolders_GiveColumnsAndOrder()
    {
        using var folder = new HistoryFolder()
            .Write("transactions/category=b%20c/part-1.parquet", Columns.Transactions(("1", "2011-01-02", 2)))
            .Write("transactions/category=a/part-9.parquet", Columns.Transactions(("1", "2011-01-02", 1)))
            .Write("transactions/category=__HIVE_DEFAULT_PARTITION__/part-1.parquet", Columns.Transactions(("1", "2011-01-01", 0)))
            .Write("transactions/_temporary/part-0.parquet", Columns.Transactions(("1", "2011-01-01", 9)));

        var store = folder.Read();

        Assert.Equal([0.0, 1.0, 2.0], store.Transactions.Amount);
        Assert.Equal([null, "a", "b c"], store.Transactions.Category!.Select(store.Vocabularies.Categories.WordOf));
    }

    [Fact]
    public void Open_MappingAndFilters_AreApplied()
    {
        using var folder = new HistoryFolder()
            .Yaml("""
                tables:
                  transactions:
                    path: shop/lines.parquet
                    columns: { customer_id: Customer, occurred_at: When, amount: Total }
                    filters: ["Units > 0", "Bill not starts with 'C'", "When < '2012-01-01'", '"Free text" is null']
                """)
            .Write("shop/lines.parquet", Columns.Text("Customer", "a", "a", "a", "a", "a"), Columns.Date("When", "2011-01-01", "2011-01-02", "2011-01-03", "2012-01-04", "2011-01-05"),
                Columns.Double("Total", 1, 2, 3, 4, 5), Columns.Int("Units", 1, 0, 1, 1, 1), Columns.Text("Bill", "A1", "A2", "C3", "A4", null), Columns.Text("Free text", null, null, null, null, null));

        using var source = folder.Open();

        Assert.Equal([1.0, 5.0], source.Parts().Single().Transactions.Amount);
        Assert.Equal(3, source.Quality.Tables.Single().Findings.Count(finding => finding is { IsLeftOut: true, IsExpected: true, Count: 1 }));
    }

    [Fact]
    public void Open_Duplicates_AreCountedAndKeptOrDropped()
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", Columns.Transactions(("a", "2011-01-01", 1), ("b", "2011-01-01", 1), ("a", "2011-01-01", 2), ("a", "2011-01-01", 1), ("a", "2011-01-02", 1)));

        var kept = folder.Read().Transactions;
        var dropped = folder.Yaml("duplicates: drop").Read().Transactions;

        Assert.Equal((5, 1L), (kept.RowCount, kept.DuplicateRowCount));
        Assert.Equal((4, 1L), (dropped.RowCount, dropped.DuplicateRowCount));
        Assert.Equal(4, dropped.Start[^1]);
        Assert.Equal([1.0, 1.0, 1.0, 2.0], dropped.Amount.Order());
    }

    [Fact]
    public void Open_CustomerTwiceWithoutValidFrom_KeepsTheLast()
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", Columns.Transactions(("a", "2011-01-01", 1)))
            .Write("customers.parquet", Columns.Text("customer_id", "a", "b", "a"), Columns.Text("plan", "old", "b", "new"));

        var store = folder.Read();

        store.Ids.TryFind("a", out var a);
        Assert.Equal("new", store.Vocabularies.Plans.WordOf(store.Customers!.Plan![store.Customers.RowAsOf(a, long.MaxValue)!.Value]));
        Assert.Equal(1, store.Customers.DuplicateRowCount);
    }

    /// <summary>A row that was added later must not hide, before it was, what was known of the customer.</summary>
    [Fact]
    public void Open_CustomerTwiceWithIngestedAt_IsAsLastKnown()
    {
        var (january, march) = (Columns.At("2011-01-01T00:00:00Z"), Columns.At("2011-03-01T00:00:00Z"));
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", Columns.Transactions(("a", "2011-01-01", 1)))
            .Write("customers.parquet", Columns.Text("customer_id", "a", "b", "a"), Columns.Text("plan", "new", "b", "old"), Columns.Utc("ingested_at", march, march, january));

        var store = folder.Read();

        store.Ids.TryFind("a", out var a);
        string PlanAsOf(long instant) =>
            store.Customers!.RowAsOf(a, instant) is { } row ? store.Vocabularies.Plans.WordOf(store.Customers.Plan![row])! : "none";
        Assert.Equal(["none", "old", "old", "new"], [PlanAsOf(january), PlanAsOf(january + 1), PlanAsOf(march), PlanAsOf(march + 1)]);
        Assert.Equal(0, store.Customers!.DuplicateRowCount);
    }

    [Fact]
    public void Open_Currencies_AreConvertedByRates()
    {
        using var folder = new HistoryFolder()
            .Yaml("currency: GBP\nrates: { EUR: 0.5 }")
            .Write("transactions.parquet", [.. Columns.Transactions(("a", "2011-01-01", 1), ("a", "2011-01-02", 10), ("a", "2011-01-03", 4)),
                Columns.Text("currency", "GBP", "eur ", null), Columns.Double("margin", 1, 1, 1)]);

        using var source = folder.Open();

        Assert.Equal([1.0, 5.0, 4.0], source.Parts().Single().Transactions.Amount);
        Assert.Equal([1.0, 0.5, 1.0], source.Parts().Single().Transactions.Margin!);
        Assert.Equal(1, source.Quality.Currencies["EUR"]);
    }

    [Fact]
    public void Open_OneCurrencyColumn_TellsTheHistorysCurrency()
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", [.. Columns.Transactions(("a", "2011-01-01", 1)), Columns.Text("currency", "JPY")]);

        Assert.Equal("JPY", folder.Open().Description.Currency);
    }

    [Fact]
    public void Open_LabelledSnapshot_NeedsNoEvents()
    {
        using var folder = new HistoryFolder()
            .Yaml("churn: { kind: label, column: Churn, as_of: 2018-01-01 }")
            .Write("customers.parquet", Columns.Text("customer_id", "a", "b", "c"), Columns.Text("Churn", "Yes", "no", null), Columns.Double("charges", 10, 20, null));

        using var source = folder.Open();
        var store = source.Parts().Single();

        store.Ids.TryFind("a", out var a);
        Assert.True(store.Customers!.Label![store.Customers.RowAsOf(a, source.LastEventAt)!.Value]);
        Assert.Equal(["charges"], store.Customers.Attributes.Select(column => column.Name));
        Assert.Equal(new DateOnly(2018, 1, 1), source.DayAfterLastEvent.Date);
        Assert.Equal(0, store.Transactions.RowCount);
    }

    /// <summary>New customers have no label yet, and often come as a file of their own.</summary>
    [Fact]
    public void Open_LabelMissingInSomeOrAllFiles_IsReadWhereNobodyNeedsIt()
    {
        using var folder = new HistoryFolder()
            .Yaml("churn: { kind: label, column: Churn, as_of: 2018-01-01 }")
            .Write("customers/new.parquet", Columns.Text("customer_id", "c"), Columns.Double("charges", 30));
        var scoring = new HistoryReaderOptions { NeedsLabel = false };
        using (var unlabelled = HistoryReader.Open(folder.Path, scoring)) Assert.Null(unlabelled.Parts().Single().Customers!.Label);
        Assert.Contains("found no column 'Churn'", folder.Refusal(), StringComparison.Ordinal);

        folder.Write("customers/known.parquet", Columns.Text("customer_id", "a", "b"), Columns.Text("Churn", "Yes", "no"), Columns.Double("charges", 10, 20));
        using var mixed = HistoryReader.Open(folder.Path, scoring);
        var store = mixed.Parts().Single();
        Assert.Equal([true, false, null], new[] { "a", "b", "c" }.Select(id => store.Ids.TryFind(id, out var customer) ? store.Customers!.Label![store.Customers.RowAsOf(customer, mixed.LastEventAt)!.Value] : null));
        Assert.Contains("new.parquet", folder.Refusal(), StringComparison.Ordinal);
    }
}
