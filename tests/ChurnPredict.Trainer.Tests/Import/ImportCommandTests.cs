using System.IO.Compression;
using System.Text;
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

    private const string Cdnow = " 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n";

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
        using (var gzip = new GZipStream(File.Create(folder["retail.csv.gz"]), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Retail));

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
        CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["out"]);

        Assert.Equal(["history.yaml", "transactions.parquet"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Import_OverATableThatIsALink_WritesThroughIt()
    {
        using var folder = new TemporaryFolder();
        var retail = folder.Write("retail.csv", Retail);
        Assert.Equal(0, CommandRun.Of("import", "online-retail", retail, "--out", folder["out"]).ExitCode);
        var (table, elsewhere) = (Path.Combine(folder["out"], "transactions.parquet"), folder["elsewhere.parquet"]);
        var whole = File.ReadAllBytes(table);
        File.Delete(table);
        File.CreateSymbolicLink(table, folder.Write("elsewhere.parquet", "before"));

        var run = CommandRun.Of("import", "online-retail", retail, "--out", folder["out"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(elsewhere, new FileInfo(table).LinkTarget);
        Assert.Equal(whole, File.ReadAllBytes(elsewhere));
        Assert.False(Directory.Exists(Path.Combine(folder["out"], ".import-whole")));
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
    [InlineData("customers.parquet")]
    [InlineData("history.yaml")]
    [InlineData("transactions/part-1.parquet")]
    public void Import_IntoAHistoryThatNoImportWrote_IsRefusedAndLeavesItAsItIs(string file)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder[$"out/{file}"])!);
        folder.Write($"out/{file}", "gross_margin: 0.35");

        var run = CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["out"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"found {file.Replace("part-1.parquet", "", StringComparison.Ordinal)}, which no import wrote", run.Error, StringComparison.Ordinal);
        Assert.Equal("gross_margin: 0.35", File.ReadAllText(folder[$"out/{file}"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder["out"]));
    }

    [Fact]
    public void Import_BesideATableAddedToAnEarlierImport_IsRefused()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["out"]);
        folder.Write("out/support.parquet", "mine");

        var run = CommandRun.Of("import", "cdnow", folder["cdnow.txt"], "--out", folder["out"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("found support.parquet", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["out/support.parquet"]));
    }

    [Fact]
    public void Import_OverAnEditedDescription_KeepsItBesideAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["out"]);
        Assert.Null(CommandRun.Of("import", "cdnow", folder["cdnow.txt"], "--out", folder["out"], "--json").Json.GetProperty("edited_description_copy").GetString());
        var edited = new string[2];
        for (var time = 0; time < edited.Length; time++)
        {
            File.AppendAllText(folder["out/history.yaml"], $"gross_margin: 0.3{time}\n");
            edited[time] = File.ReadAllText(folder["out/history.yaml"]);
            var run = CommandRun.Of("import", "cdnow", folder["cdnow.txt"], "--out", folder["out"]);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.Contains($"kept as {folder["out/history.yaml.bak"]}", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal(edited, new[] { "out/history.yaml.bak", "out/history.yaml.bak-2" }.Select(copy => File.ReadAllText(folder[copy])));
        Assert.Null(HistoryReader.Open(folder["out"]).Description.GrossMargin);
    }

    [Fact]
    public void Import_OverOneOfAnEarlierVersion_ReplacesItAndKeepsItsDescription()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["out"]);
        folder.Write("out/customers.parquet", "old");
        folder.Write("out/history.yaml", "# Written by: churnpredict import telco\ncurrency: USD\n");

        Assert.Equal(0, CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["out"]).ExitCode);
        Assert.Equal(["history.yaml", "history.yaml.bak", "transactions.parquet"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Import_AfterACrashAmongTheMoves_FinishesThem(bool descriptionHasMoved)
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("import", "online-retail", folder.Write("retail.csv", Retail), "--out", folder["out"]);
        CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["new"]);
        Directory.Move(folder["new"], folder["out/.import-whole"]);
        if (descriptionHasMoved)
        {
            File.Delete(folder["out/customers.parquet"]);
            File.Move(folder["out/.import-whole/history.yaml"], folder["out/history.yaml"], overwrite: true);
        }

        Assert.Equal(3, CommandRun.Of("import", "telco", folder["absent.csv"], "--out", folder["out"]).ExitCode);
        Assert.Equal(["history.yaml", "transactions.parquet"], Directory.EnumerateFileSystemEntries(folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([29.33, 29.73], HistoryReader.Open(folder["out"]).Parts().Single().Transactions.Amount);
    }

    [Fact]
    public void Import_ThatFails_TakesBackTheFoldersThatItMade()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["there"]);

        CommandRun.Of("import", "cdnow", folder["absent.txt"], "--out", folder["made/out/"]);
        CommandRun.Of("import", "cdnow", folder["absent.txt"], "--out", folder["there"]);

        Assert.Equal([folder["there"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Import_IntoAFile_SaysFoundAndExpected()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("import", "cdnow", folder.Write("cdnow.txt", Cdnow), "--out", folder["cdnow.txt"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("found a file, expected a folder", run.Error, StringComparison.Ordinal);
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
    [InlineData("tables: { transactions: { columns: {}, encoding: klingon } }", "encoding: found 'klingon'")]
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

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    [InlineData("utf-8")]
    public void Import_CsvInAnEncodingThatTheMappingNames_ReadsItsTexts(string encoding)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["orders.csv"], Encoded("会員番号,日時,金額,分類\n1,2025-01-02,300,家電\n", encoding));
        var mapping = folder.Write("m.yaml", $"tables: {{ transactions: {{ encoding: {encoding}, columns: {{ customer_id: 会員番号, occurred_at: 日時, amount: 金額, category: 分類 }} }} }}");

        var run = CommandRun.Of("import", "csv", folder["orders.csv"], "--mapping", mapping, "--out", folder["out"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using var source = HistoryReader.Open(folder["out"]);
        Assert.Equal(["家電"], source.Parts().Single().Vocabularies.Categories.Words);
    }

    [Theory]
    [InlineData("id,at,amount,分類\n1,2025-01-02,300,家電\n")]
    [InlineData("id,at,amount,kind\n1,2025-01-02,300,家電\n")]
    public void Import_CsvThatIsNotInItsEncoding_IsRefusedInsteadOfReplacingTexts(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["orders.csv"], Encoded(text, "shift_jis"));
        var mapping = folder.Write("m.yaml", "tables: { transactions: { columns: { customer_id: id, occurred_at: at, amount: amount } } }");

        var run = CommandRun.Of("import", "csv", folder["orders.csv"], "--mapping", mapping, "--out", folder["out"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("orders.csv, line 1 or later: found text that is not encoded as its mapping says", run.Error, StringComparison.Ordinal);
        Assert.Contains("encoding: shift_jis", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_CsvFolderWithoutTheNameOfATablesFile_SaysThatTheMappingNeedsIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["csv"]);
        var mapping = folder.Write("m.yaml", "tables: { transactions: { columns: { customer_id: id, occurred_at: at, amount: amount } } }");

        var run = CommandRun.Of("import", "csv", folder["csv"], "--mapping", mapping, "--out", folder["out"]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("found no file under tables.transactions, expected the name of its CSV", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_WrongUsage_EndsWithTwo()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(2, CommandRun.Of("import", "excel", "x.xlsx", "--out", folder["out"]).ExitCode);
        Assert.Equal(2, CommandRun.Of("import", "csv", "x.csv", "--out", folder["out"]).ExitCode);
        Assert.Equal(3, CommandRun.Of("import", "cdnow", folder["absent.txt"], "--out", folder["out"]).ExitCode);
    }

    private static byte[] Encoded(string text, string encoding) =>
        (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(text);
}
