using System.IO.Compression;
using ChurnPredict.History;

namespace ChurnPredict.Trainer.Tests.Import;

public sealed class ImportCommandTests
{
    private const string Retail = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        1,A,"a ""fine"", thing",2,2011-01-01 10:00:00,1.50,17850.0,United Kingdom
        1,B,b,1,2011-01-01 10:00:00,2.00,17850.0,United Kingdom
        C2,A,a,-1,2011-01-03 10:00:00,1.50,17850.0,United Kingdom
        3,A,a,5,2011-01-04 10:00:00,0,17850.0,United Kingdom
        4,A,a,5,2011-01-05 10:00:00,1,,France
        5,A,a,5,soon,1,12.0,France
        6,A,a,5
        """;

    private const string Mapping = """
        history: { currency: EUR, time_zone: Europe/Berlin, churn: { horizon: 60d } }
        tables:
          transactions:
            delimiter: ";"
            decimal_comma: true
            time_format: dd.MM.yyyy HH:mm
            columns: { customer_id: Kunde, occurred_at: Zeit, amount: Menge * Preis, category: Ware }
          customers:
            file: kunden.csv
            columns: { customer_id: id, signed_up_at: since }
            attributes: { area: region }
            numbers: { age: age }
        """;

    [Fact]
    public void Import_OnlineRetail_MakesOrdersRefundsAndCounts()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("import", "online-retail", folder.Write("retail.csv", Retail), "--out", folder["out"], "--json");
        var store = HistoryReader.Open(folder["out"]).Parts().Single();

        Assert.Equal([3.0, 2.0, -1.5], store.Transactions.Amount);
        Assert.Equal([0, 0, 1], store.Transactions.Order);
        Assert.Equal("17850", store.Ids[0]);
        Assert.Equal((7L, 4), (run.Json.GetProperty("rows_read").GetInt64(), run.Json.GetProperty("left_out").GetArrayLength()));
        Assert.Equal(ChurnPopulation.All, store.Description.Churn.Population);
    }

    [Fact]
    public void Import_Gzip_IsUnpacked()
    {
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder["retail.csv.gz"]), CompressionLevel.Fastest)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(Retail));

        Assert.Equal(0, CommandRun.Of("import", "online-retail", folder["retail.csv.gz"], "--out", folder["out"], "--population", "active").ExitCode);
        Assert.Equal(ChurnPopulation.Active, HistoryReader.Open(folder["out"]).Description.Churn.Population);
    }

    [Fact]
    public void Import_CsvByMapping_WritesTablesAndDescription()
    {
        using var folder = new TemporaryFolder();
        folder.Write("kunden.csv", "id,since,region,age\nk1,2010-05-01,Nord,33\nk2,,,\n");
        var lines = folder.Write("verkauf.csv", "Kunde;Zeit;Menge;Preis;Ware\nk1;01.07.2011 12:00;2;1.000,50;\"Buch; alt\"\n;01.07.2011 12:00;1;1;x\nk2;heute;1;1;x\n");

        var run = CommandRun.Of("import", "csv", lines, "--mapping", folder.Write("mapping.yaml", Mapping), "--out", folder["out"], "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        using var source = HistoryReader.Open(folder["out"]);
        var store = source.Parts().Single();
        Assert.Equal([2001.0], store.Transactions.Amount);
        Assert.Equal(Instants.From(new DateTimeOffset(2011, 7, 1, 12, 0, 0, TimeSpan.FromHours(2))), store.Transactions.OccurredAt.Single());
        Assert.Equal(["Buch; alt"], store.Vocabularies.Categories.Words);
        Assert.Equal(("EUR", 60), (source.Description.Currency, source.Description.Churn.HorizonDays));
        Assert.Equal(["age", "area"], store.Customers!.Attributes.Select(column => column.Name));
        Assert.Equal(2, run.Json.GetProperty("left_out").EnumerateArray().Sum(entry => entry.GetProperty("rows").GetInt32()));
    }

    [Fact]
    public void Import_Again_ReplacesTheEarlierHistory()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("import", "online-retail", folder.Write("retail.csv", Retail), "--out", folder["out"]);
        CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", " 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n"), "--out", folder["out"]);

        Assert.Equal(["history.yaml", "transactions.parquet"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Import_ThatFails_LeavesTheEarlierHistory()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("import", "online-retail", folder.Write("retail.csv", Retail), "--out", folder["out"]);
        var failed = CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", "nothing of the kind"), "--out", folder["out"]);

        Assert.Equal(3, failed.ExitCode);
        Assert.Equal(3, HistoryReader.Open(folder["out"]).Parts().Single().Transactions.RowCount);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "found the columns a, b, expected also InvoiceNo")]
    [InlineData("", "found an empty file")]
    public void Import_WrongFile_SaysFoundAndExpected(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("import", "online-retail", folder.Write("x.csv", text), "--out", folder["out"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tables: { transactions: { columns: { customer_id: Kunde } } }", "found no occurred_at")]
    [InlineData("tables: { transactions: { columns: { customer: Kunde } } }", "found 'customer'")]
    [InlineData("tables: { transactions: { columns: { customer_id: Kunde, occurred_at: Zeit, amount: Summe }, delimiter: ';' } }", "expected also 'Summe'")]
    [InlineData("tabels: {}", "tables: found nothing")]
    [InlineData("tables: { transactions: { colums: {} } }", "unknown key")]
    [InlineData("history: { horizon: 3 }\ntables: {}", "unknown key 'history.horizon'")]
    public void Import_WrongMapping_SaysFoundAndExpected(string mapping, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("import", "csv", folder.Write("x.csv", "Kunde;Zeit;Preis\n1;2011-01-01;3\n"), "--mapping", folder.Write("m.yaml", mapping), "--out", folder["out"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_WrongUsage_EndsWithTwo()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, CommandRun.Of("import", "excel", "x.xlsx", "--out", folder["out"]).ExitCode);
        Assert.Equal(2, CommandRun.Of("import", "csv", "x.csv", "--out", folder["out"]).ExitCode);
        Assert.Equal(3, CommandRun.Of("import", "cdnow", folder["absent.txt"], "--out", folder["out"]).ExitCode);
    }
}
