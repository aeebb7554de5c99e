using ChurnPredict.History;
using ChurnPredict.Parquet;

namespace ChurnPredict.Tests.History;

public sealed class HistoryReaderBadInputTests
{
    private static readonly ParquetColumn[] GoodRows = Columns.Transactions(("a", "2011-01-01", 1));

    [Fact]
    public void Open_NoFolder_IsNamed() =>
        Says(Assert.Throws<InvalidCustomerDataException>(() => HistoryReader.Open("no/such/folder")).Message, "no/such/folder", "found no such folder", "expected a history folder");

    [Fact]
    public void Open_NoTransactions_IsNamed()
    {
        using var folder = new HistoryFolder().Write("customers.parquet", Columns.Text("customer_id", "a"));

        Says(folder.Refusal(), "found no transactions.parquet", "expected the table of purchases");
    }

    [Fact]
    public void Open_MissingColumn_SaysWhichAndWhatLooksLikeIt()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", Columns.Text("CustomerID", "a"), GoodRows[1], GoodRows[2]);

        Says(folder.Refusal(), "transactions: found no column 'customer_id' among CustomerID, occurred_at, amount", "transactions.parquet", "'CustomerID' looks like it");
    }

    [Fact]
    public void Open_MappedColumnThatIsMissing_IsNamed()
    {
        using var folder = new HistoryFolder().Yaml("tables: { transactions: { columns: { margin: profit } } }").Write("transactions.parquet", GoodRows);

        Says(folder.Refusal(), "found no column 'profit'", "maps margin to it");
    }

    [Fact]
    public void Open_MappingOfAColumnNobodyKnows_IsNamed()
    {
        using var folder = new HistoryFolder().Yaml("tables: { transactions: { columns: { profit: margin } } }").Write("transactions.parquet", GoodRows);

        Says(folder.Refusal(), "tables.transactions.columns: found 'profit'", "expected one of customer_id");
    }

    [Fact]
    public void Open_WrongTypes_AreNamed()
    {
        using var amounts = new HistoryFolder().Write("transactions.parquet", GoodRows[0], GoodRows[1], Columns.Text("amount", "12"));
        using var times = new HistoryFolder().Write("transactions.parquet", GoodRows[0], Columns.Long("occurred_at", 5), GoodRows[2]);
        using var ids = new HistoryFolder().Write("transactions.parquet", Columns.Date("customer_id", "2011-01-01"), GoodRows[1], GoodRows[2]);

        Says(amounts.Refusal(), "transactions.amount: found column 'amount' of text, expected numbers (transactions.parquet, row group 0)");
        Says(times.Refusal(), "transactions.occurred_at: found column 'occurred_at' of whole numbers, expected DATE, TIMESTAMP or ISO-8601 text");
        Says(ids.Refusal(), "transactions.customer_id: found column 'customer_id' of dates, expected whole numbers or text");
    }

    [Fact]
    public void Open_NoRows_IsNamed()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", Columns.Transactions());

        Says(folder.Refusal(), "found 0 rows in transactions", "expected at least one");
    }

    [Fact]
    public void Open_NoRowUsable_SaysWhy()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows[0], GoodRows[1], Columns.Double("amount", double.NaN));

        Says(folder.Refusal(), "found 1 rows in transactions and none that can be used", "an amount that is not finite (NaN)", "transactions.parquet, row group 0, row 0");
    }

    /// <summary>As companies export them before the first ticket is opened.</summary>
    [Fact]
    public void Open_TablesWithoutRows_ArePresentAndEmpty()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows)
            .Write("engagement.parquet", Columns.Text("customer_id"), Columns.Utc("occurred_at"), Columns.Text("kind"))
            .Write("satisfaction.parquet", Columns.Text("customer_id"), Columns.Utc("occurred_at"), Columns.Text("instrument"), Columns.Double("score"))
            .Write("support.parquet", Columns.Text("customer_id"), Columns.Utc("opened_at"))
            .Write("touches.parquet", Columns.Text("customer_id"), Columns.Utc("occurred_at"), Columns.Text("action"))
            .Write("customers.parquet", Columns.Text("customer_id"), Columns.Text("plan"), Columns.Text("colour"), Columns.Double("number"))
            .Yaml("static_attributes: [colour, number]");

        var store = folder.Read();

        Assert.Empty(store.Engagement!.OccurredAt);
        Assert.Empty(store.Satisfaction!.Score);
        Assert.Empty(store.Support!.OccurredAt);
        Assert.Empty(store.Touches!.Action);
        Assert.Equal([0, 0], store.Touches.Start);
        Assert.Equal(["colour", "number"], store.Customers!.Attributes.Select(attribute => attribute.Name));
        Assert.Equal([1.0], store.Transactions.Amount);
    }

    [Fact]
    public void Open_AmountsThatNoCurrencyHas_AreLeftOutAndMarginsBecomeAbsent()
    {
        using var folder = new HistoryFolder().Write(
            "transactions.parquet",
            Columns.Text("customer_id", "a", "a", "a", "a"),
            Columns.Text("occurred_at", "2011-01-01", "2011-01-02", "2011-01-03", "2011-01-04"),
            Columns.Double("amount", 1e45, -2e18, 1e18, 7),
            Columns.Double("margin", 1, 1, 1e40, 3));

        using var source = folder.Open();

        Assert.Equal([1e18, 7], source.Parts().Single().Transactions.Amount);
        Assert.Equal([double.NaN, 3], source.Parts().Single().Transactions.Margin!);
        Says(string.Join("\n", source.Quality.Tables.Single().Findings.Select(finding => $"{finding.Column}: {finding.Count} {finding.Reason}")),
            "amount: 2 found an amount beyond 10^18, expected at most 10^18", "margin: 1 found an amount beyond 10^18");
    }

    [Fact]
    public void Open_TwoCurrencies_AreRefusedWithPlaces()
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", [.. Columns.Transactions(("a", "2011-01-01", 1), ("a", "2011-01-02", 10)), Columns.Text("currency", "GBP", "EUR")]);

        Says(folder.Refusal(), "EUR in 1 rows (first: transactions.parquet, row group 0, row 1)", "GBP in 1 rows", "expected one currency", "rates:");
    }

    [Fact]
    public void Open_SeveralCurrenciesWithoutRate_AreAllAskedFor()
    {
        using var folder = new HistoryFolder()
            .Write("transactions.parquet", [.. Columns.Transactions(("a", "2011-01-01", 1), ("a", "2011-01-02", 10), ("a", "2011-01-03", 10), ("a", "2011-01-04", 10)), Columns.Text("currency", "JPY", "EUR", "USD", "EUR")]);

        Says(folder.Refusal(), "what one of each is worth, such as currency: EUR and rates: { JPY: 0.85, USD: 0.85 }");
    }

    [Fact]
    public void Open_CurrencyWithoutRate_IsRefused()
    {
        using var folder = new HistoryFolder().Yaml("currency: GBP\nrates: { EUR: 0.8 }")
            .Write("transactions.parquet", [.. GoodRows, Columns.Text("currency", "USD")]);

        Says(folder.Refusal(), "found USD in 1 rows", "expected GBP alone", "rates: { USD:");
    }

    [Fact]
    public void Open_RatesWithoutCurrency_AreRefused()
    {
        using var folder = new HistoryFolder().Yaml("rates: { EUR: 0.8 }").Write("transactions.parquet", GoodRows);

        Says(folder.Refusal(), "found rates without currency");
    }

    [Fact]
    public void Open_TruncatedFile_IsAnInvalidParquetFile()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows);
        var path = Path.Combine(folder.Path, "transactions.parquet");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);

        Assert.Contains("transactions.parquet", Assert.Throws<InvalidParquetFileException>(() => folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileAndFolderOfOneTable_AreRefused()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows).Write("transactions/part.parquet", GoodRows);

        Says(folder.Refusal(), "found both", "expected one of them");
    }

    [Fact]
    public void Open_FolderWithoutFiles_IsRefused()
    {
        using var folder = new HistoryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "transactions"));

        Says(folder.Refusal(), "found no *.parquet file");
    }

    [Theory]
    [InlineData("amount >", "expected COLUMN OP VALUE")]
    [InlineData("amount", "expected COLUMN OP VALUE")]
    [InlineData("price > 3", "found no column 'price'")]
    [InlineData("amount > cheap", "expected a number to compare with, not cheap")]
    [InlineData("amount starts with '1'", "expected text")]
    [InlineData("occurred_at > 'soon'", "expected a date to compare with")]
    public void Open_WrongFilter_IsNamed(string filter, string expected)
    {
        using var folder = new HistoryFolder().Yaml($"tables: {{ transactions: {{ filters: [\"{filter}\"] }} }}").Write("transactions.parquet", GoodRows);

        Says(folder.Refusal(), "transactions.filters", filter, expected);
    }

    [Fact]
    public void Open_BadRows_AreLeftOutAndCountedOnceAKind()
    {
        using var folder = new HistoryFolder().Write(
            "transactions.parquet",
            Columns.Text("customer_id", "a", null, "", "a", "a", "a", "a", "a", "a"),
            Columns.Text("occurred_at", "2011-01-01", "2011-01-01", "2011-01-01", "0000-01-01", "9999-12-31", "yesterday", null, "2011-01-01", "2011-01-01"),
            Columns.Double("amount", 1, 1, 1, 1, 1, 1, 1, double.NegativeInfinity, null));

        using var source = folder.Open();
        var table = source.Quality.Tables.Single();

        Assert.Equal([1.0], source.Parts().Single().Transactions.Amount);
        Assert.Equal((9L, 1L, 8L), (table.RowsRead, table.RowsKept, table.LeftOut.Values.Sum()));
        Says(string.Join("\n", table.Findings.Select(finding => $"{finding.Column}: {finding.Count} {finding.Reason} @ {finding.Where}")),
            "customer_id: 2 found no customer",
            "occurred_at: 2 found a time out of range (before year 1), expected a date from 1900 to 2099 @ transactions.parquet, row group 0, row 3",
            "occurred_at: 1 found text that is no time (of the form 'aaaaaaaaa'), expected ISO-8601",
            "occurred_at: 1 found no time",
            "amount: 1 found an amount that is not finite (minus infinity)",
            "amount: 1 found no amount");
    }

    /// <summary>How times are written is told, but nothing that may be a customer's.</summary>
    [Theory]
    [InlineData("31/01/2011 9:30 PM", "99/99/9999 9:99 aa")]
    [InlineData("Zo\u00eb \U0001f600, phone +49 170 123456", "aaa aa, aaaaa +99 999 999")]
    public void Open_TextThatIsNoTime_TellsItsForm(string text, string form)
    {
        using var folder = new HistoryFolder().Write(
            "transactions.parquet", Columns.Text("customer_id", "a", "a"), Columns.Text("occurred_at", "2011-01-01", text), Columns.Double("amount", 1, 1));

        using var source = folder.Open();

        Assert.Equal($"found text that is no time (of the form '{form}'), expected ISO-8601 such as 2011-09-11T08:30:00", source.Quality.Tables.Single().Findings.Single().Reason);
    }

    [Fact]
    public void Open_BadRowsInManyRowGroups_KeepTheFirstPlaceOnAnyThreads()
    {
        var bad = Columns.Transactions(("a", "2011-01-01", 1), ("a", "2011-01-01", double.NaN));
        using var folder = new HistoryFolder().WriteGroups("transactions.parquet", [.. Enumerable.Range(0, 50).Select(group => group < 7 ? Columns.Transactions(("a", "2011-01-01", 1)) : bad)]);

        foreach (var threads in new[] { 1, 2, 4 })
        {
            var finding = folder.Open(threads).Quality.Tables.Single().Findings.Single();
            Assert.Equal((43L, "transactions.parquet, row group 7, row 1"), (finding.Count, finding.Where));
        }
    }

    [Fact]
    public void Open_UnknownInstrumentsAndScoresOffScale_AreNamed()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows).Write(
            "satisfaction.parquet", Columns.Text("customer_id", "a", "a", "a", "a"), Columns.Date("occurred_at", "2011-01-01", "2011-01-01", "2011-01-01", "2011-01-01"),
            Columns.Text("instrument", "nps", "smiley", "csat", "CSAT"), Columns.Double("score", 9, 3, 9, null));

        using var source = folder.Open();

        Assert.Equal([9f, float.NaN], source.Parts().Single().Satisfaction!.Score);
        var findings = source.Quality.Tables.Single(table => table.Table == "satisfaction").Findings;
        Says(string.Join("\n", findings.Select(finding => finding.Reason)), "found unknown instrument 'smiley', expected nps, csat", "found a score outside its scale (csat, 1 to 5)");
    }

    [Fact]
    public void Open_OddOptionalValues_CountAsAbsentAndAreNamed()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows)
            .Write("customers.parquet", Columns.Text("customer_id", "a", "b"), Columns.Date("cancelled_at", "9999-12-31", "2011-01-01"),
                Columns.Int("birth_month", 13, 12), Columns.Text("consent_email", "perhaps", "YES"))
            .Write("support.parquet", Columns.Text("customer_id", "a", "a"), Columns.Date("opened_at", "2011-01-01", "2011-01-02"), Columns.Text("severity", "dire", "critical"));

        using var source = folder.Open();
        var store = source.Parts().Single();

        store.Ids.TryFind("a", out var a);
        Assert.Equal((Instants.Missing, (byte)0, (bool?)null), (store.Customers!.CancelledAt![a], store.Customers.BirthMonth![a], store.Customers.ConsentEmail![a]));
        Assert.Equal([float.NaN, 4f], store.Support!.Severity!);
        Says(string.Join("\n", source.Quality.Tables.SelectMany(table => table.Findings).Select(finding => finding.Reason)),
            "found a time out of range (year 9999), expected a date from 1900 to 2099, or null", "found no month ('13')", "found no truth value ('perhaps')", "found unknown severity ('dire')");
    }

    [Fact]
    public void Open_JapaneseTruthValuesAndSeverities_AreUnderstood()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", GoodRows)
            .Write("customers.parquet", Columns.Text("customer_id", "a", "b"), Columns.Text("consent_email", "はい", "いいえ"),
                Columns.Text("consent_sms", "有", "無"), Columns.Text("consent_phone", "可", "不可"))
            .Write("support.parquet", Columns.Text("customer_id", "a", "a"), Columns.Date("opened_at", "2011-01-01", "2011-01-02"), Columns.Text("severity", "高", "緊急"));

        using var source = folder.Open();
        var store = source.Parts().Single();

        var customers = store.Customers!;
        foreach (var (id, expected) in new[] { ("a", true), ("b", false) })
        {
            store.Ids.TryFind(id, out var customer);
            Assert.Equal((expected, expected, expected), (customers.ConsentEmail![customer], customers.ConsentSms![customer], customers.ConsentPhone![customer]));
        }

        Assert.Equal([3f, 4f], store.Support!.Severity!);
        Assert.DoesNotContain(source.Quality.Tables, table => table.Findings.Count > 0);
    }

    [Fact]
    public void Open_UnusedColumns_AreListed()
    {
        using var folder = new HistoryFolder().Write("transactions.parquet", [.. GoodRows, Columns.Text("colour", "red")]);

        Assert.Equal(["colour"], folder.Open().Quality.Tables.Single().UnusedColumns);
    }

    private static void Says(string message, params string[] parts)
    {
        foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
