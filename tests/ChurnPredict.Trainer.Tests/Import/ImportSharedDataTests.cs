using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Trainer.Tests.Import;

public sealed class ImportSharedDataTests
{
    [SharedDataFact]
    public void OnlineRetail_FromCsv_HasTheCustomersOfTheFloorsPage()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("import", "online-retail", SharedData.Path("online-retail", "online_retail.csv.gz"), "--out", folder["out"], "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(541_909, run.Json.GetProperty("rows_read").GetInt64());
        Assert.Equal(135_080, run.Json.GetProperty("left_out")[0].GetProperty("rows").GetInt64());
        using var source = HistoryReader.Open(folder["out"]);
        var count = SnapshotCount.OfLastLabelled(source);
        Assert.Equal((new DateOnly(2011, 9, 11), 3370), (count.AsOf, count.Scored));
        Assert.Equal(0.430, (double)count.Churned / count.Scored, 0.0005);
        Assert.Equal(new DateOnly(2011, 12, 10), source.DayAfterLastEvent.Date);
    }

    [SharedDataFact]
    public void OnlineRetail_FromEitherParquetFile_HasTheSameCustomers()
    {
        foreach (var file in new[] { "arrow17-zstd-no-invoice.parquet", "arrow25-snappy-no-returns.parquet" })
        {
            using var folder = new TemporaryFolder();
            Assert.Equal(0, CommandRun.Of("import", "online-retail", SharedData.Path("online-retail", file), "--out", folder["out"]).ExitCode);
            using var source = HistoryReader.Open(folder["out"]);

            var count = SnapshotCount.OfLastLabelled(source);
            Assert.Equal((3370, 0.430), (count.Scored, Math.Round((double)count.Churned / count.Scored, 3)));
        }
    }

    [SharedDataFact]
    public void OnlineRetail_Invoices_AreOrdersAndCancellationsRefunds()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("import", "online-retail", SharedData.Path("online-retail", "online_retail.csv.gz"), "--out", folder["out"]);
        var store = HistoryReader.Open(folder["out"]).Parts().Single();

        // 18,532 invoices with a purchase are the published count of invoices with a customer, less those of price 0.
        var orders = Enumerable.Range(0, store.CustomerCount).Sum(customer => OrdersOf(store.Transactions, customer, isRefund: false));
        Assert.Equal(18_532, orders);
        Assert.Equal(8905, store.Transactions.Amount.Count(amount => amount < 0));
    }

    [SharedDataFact]
    public void Cdnow_Sample_HasItsPurchasesAndCustomers()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.Of("import", "cdnow", SharedData.Path("cdnow", "CDNOW_sample.txt"), "--out", folder["out"]).ExitCode);
        using var source = HistoryReader.Open(folder["out"]);

        Assert.Equal((2357, 6919), (source.CustomerCount, source.Parts().Single().Transactions.RowCount));
    }

    [SharedDataFact]
    public void CompleteJourney_Folder_BecomesThreeTables()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.Of("import", "complete-journey", SharedData.Path("complete-journey"), "--out", folder["out"]).ExitCode);
        var store = HistoryReader.Open(folder["out"]).Parts().Single();

        Assert.Equal(100_000 - 577, store.Transactions.RowCount);
        Assert.Equal(["Type A", "Type B", "Type C"], store.Vocabularies.Actions.Words);
        Assert.Contains(store.Touches!.RedeemedAt!, time => time != Instants.Missing);
        Assert.Equal(7, store.Customers!.Attributes.Count);
    }

    [SharedDataFact]
    public void Clickstream_Events_BecomeEngagementOrdersAndTickets()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.Of("import", "clickstream", SharedData.Path("clickstream", "ecom.csv.gz"), "--out", folder["out"]).ExitCode);
        var store = HistoryReader.Open(folder["out"]).Parts().Single();

        Assert.Equal((31_106, 470, 277), (store.Engagement!.RowCount, store.Transactions.RowCount, store.Support!.RowCount));
    }

    [SharedDataFact]
    public void Telco_Snapshot_IsLabelled()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.Of("import", "telco", SharedData.Path("telco", "Telco-Customer-Churn.csv.gz"), "--out", folder["out"]).ExitCode);
        using var source = HistoryReader.Open(folder["out"]);
        var customers = source.Parts().Single().Customers!;

        Assert.Equal(1869, customers.Label!.Count(label => label == true));
        Assert.Equal(11, customers.Attributes.Single(column => column.Name == "total_charges").Numbers!.Count(float.IsNaN));
        Assert.Equal((7043, 1869), (SnapshotCount.OfLastLabelled(source).Scored, SnapshotCount.OfLastLabelled(source).Churned));
    }

    private static int OrdersOf(TransactionTable table, int customer, bool isRefund) =>
        Enumerable.Range(table.Start[customer], table.Start[customer + 1] - table.Start[customer])
            .Where(row => table.Amount[row] < 0 == isRefund).Select(row => table.Order[row]).Distinct().Count();
}
