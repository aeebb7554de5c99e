using System.Text.Json;
using ChurnPredict.History;
using ChurnPredict.Trainer.Terminals;
using ChurnPredict.Trainer.ValueTables;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.Tests.ValueTables;

public sealed class ValueReportTests
{
    private static readonly DateOnly AsOf = new(2024, 1, 1);

    [Fact]
    public void Build_WithHoldout_PrintsEveryModelWithParametersAndFigures()
    {
        var json = Json(Report(91));
        var models = json.GetProperty("models");
        foreach (var (name, parameters) in new[] { ("pareto_nbd", "r alpha s beta"), ("bg_nbd", "r alpha a b"), ("mbg_nbd", "r alpha a b"), ("mbg_cnbd_k", "r alpha a b k"), ("gamma_gamma", "p q gamma") })
        {
            var model = models.GetProperty(name);
            Assert.Equal(parameters.Split(' '), model.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name));
            foreach (var figure in new[] { "log_likelihood", "customers", "mae", "rmse", "total_bias", "churn_auc" })
                Assert.Equal(JsonValueKind.Number, model.GetProperty(figure).ValueKind);
        }

        Assert.Equal(91, json.GetProperty("holdout_days").GetInt32());
    }

    [Fact]
    public void Build_WithoutHoldout_LeavesFiguresUnknown()
    {
        var model = Json(Report(null)).GetProperty("models").GetProperty("mbg_nbd");
        Assert.Equal(JsonValueKind.Null, model.GetProperty("mae").ValueKind);
        Assert.Equal(JsonValueKind.Null, model.GetProperty("churn_auc").ValueKind);
    }

    [Fact]
    public void Build_OneTimeBuyers_SaysWhatBgNbdMakesOfThem() =>
        Assert.Contains(Report(null).Notes, note => note.Contains("alive for certain", StringComparison.Ordinal));

    [Fact]
    public void Pages_ForAPerson_NameTheModelsAndTheHoldout()
    {
        using var output = new StringWriter();
        ValuePages.Write(new Terminal(output, TextWriter.Null, false, TimeProvider.System), Report(91));
        Assert.Contains("pareto_nbd", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("The 91 days after", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_OfTheBase_IsCsvUnderUsualNames()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "rfm.csv");
        var customers = Purchases(null);
        RfmExport.Write(file, customers);
        var lines = File.ReadAllLines(file);
        Assert.Equal("customer_id,frequency,recency,T,monetary_value,litt", lines[0]);
        Assert.Equal(customers.Ids.Length + 1, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("\"odd,\"\"id\",0,0,", StringComparison.Ordinal));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static ValueReport Report(int? holdoutDays) =>
        new ValueReportBuilder(Purchases(holdoutDays), holdoutDays, 1).Build(AsOf, new Progress<double>());

    private static PurchaseBase Purchases(int? holdoutDays)
    {
        var random = new Random(1);
        var builder = new EventStoreBuilder();
        var axis = new TimeAxis();
        for (var customer = 0; customer < 300; customer++)
        {
            var first = AsOf.AddDays(-300 + random.Next(200));
            for (var (day, left) = (first, random.Next(6)); left >= 0; left--, day = day.AddDays(1 + random.Next(90)))
                builder.Add(new TransactionRow($"c{customer}", axis.AsOf(day).Instant, 5 + random.Next(40)));
        }

        builder.Add(new TransactionRow("odd,\"id", axis.AsOf(AsOf.AddDays(-9)).Instant, 5));
        using var source = new InMemoryHistory(builder.Build());
        return PurchaseBase.Collect(source, axis.AsOf(AsOf), holdoutDays is { } days ? axis.AsOf(AsOf.AddDays(days)) : null);
    }

    private static JsonElement Json(ValueReport report)
    {
        using var output = new StringWriter();
        new Terminal(output, TextWriter.Null, false, TimeProvider.System).WriteJson(report);
        return JsonDocument.Parse(output.ToString()).RootElement;
    }
}
