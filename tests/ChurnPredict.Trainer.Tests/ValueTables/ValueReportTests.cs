using System.Globalization;
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

    [Fact]
    public void Build_CombinedModel_IsLearnedBeforeTheDateAndComparedWithEveryOther()
    {
        var json = Json(Report(91));
        var combined = json.GetProperty("models").GetProperty("combined");
        foreach (var figure in new[] { "mae", "rmse", "total_bias", "churn_auc" }) Assert.Equal(JsonValueKind.Number, combined.GetProperty(figure).ValueKind);
        foreach (var name in new[] { "pareto_nbd", "bg_nbd", "mbg_nbd", "mbg_cnbd_k" })
        {
            var paired = combined.GetProperty("against").GetProperty(name).GetProperty("rmse");
            var difference = combined.GetProperty("rmse").GetDouble() - json.GetProperty("models").GetProperty(name).GetProperty("rmse").GetDouble();
            Assert.Equal(difference, paired.GetProperty("difference").GetDouble(), 1e-9);
            Assert.True(paired.GetProperty("low").GetDouble() <= difference && difference <= paired.GetProperty("high").GetDouble());
        }

        Assert.Equal(JsonValueKind.Number, json.GetProperty("money").GetProperty("combined").GetProperty("mae").ValueKind);
    }

    [Fact]
    public void Build_WindowsTooShort_SaysThatTheCombinedModelIsAbsent()
    {
        var report = new ValueReportBuilder(Purchases(91), [], Question(91)).Build(new Progress<double>());
        Assert.DoesNotContain("combined", report.Models.Keys);
        Assert.Contains(report.Notes, note => note.Contains("combined: absent", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_ByGroup_FitsTheLikeliestModelForEach()
    {
        var customers = Purchases(91, "plan");
        var report = new ValueReportBuilder(customers, [], Question(91) with { GroupBy = "plan" }).Build(new Progress<double>());
        var grouped = report.Models.Single(model => model.Key.EndsWith("_by_plan", StringComparison.Ordinal)).Value;
        Assert.Contains("basic: r", grouped.Parameters.Keys);
        Assert.NotNull(grouped.Mae);
        Assert.Throws<InvalidCustomerDataException>(() => Purchases(91, "shoe_size"));
    }

    [Fact]
    public void Values_OfEveryCustomer_AreDiscountedSpend()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "values.csv");
        var customers = Purchases(null);
        var builder = new ValueReportBuilder(customers, [], Question(null));
        builder.Build(new Progress<double>());
        new CustomerValues(customers, Question(null) with { YearlyRate = .1 }).Write(file, builder.Fits["pareto_nbd"].Model, builder.Spend);
        var rows = File.ReadAllLines(file).Skip(1).Where(line => line[0] != '"').Select(line => line.Split(',').Skip(1).Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(300, rows.Length);
        Assert.All(rows, row => Assert.True(row[0] is >= 0 and <= 1 && Math.Abs(row[3] - (row[1] * row[2])) < .01 + (1e-4 * row[3]) && row[4] <= row[3] && row[4] >= row[3] / 1.1 - .01));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static ValueReport Report(int? holdoutDays)
    {
        using var source = History();
        var windows = holdoutDays is { } days ? PurchaseBase.CollectWindows(source, PurchaseWindow.Plan(AsOf.AddDays(-300), AsOf, days)) : [];
        return new ValueReportBuilder(Purchases(holdoutDays), windows, Question(holdoutDays)).Build(new Progress<double>());
    }

    private static ValueQuestion Question(int? holdoutDays) => new() { AsOf = AsOf, HoldoutDays = holdoutDays };

    private static PurchaseBase Purchases(int? holdoutDays, string? groupBy = null)
    {
        using var source = History();
        var axis = new TimeAxis();
        return PurchaseBase.Collect(
            source, axis.AsOf(AsOf), holdoutDays is { } days ? axis.AsOf(AsOf.AddDays(days)) : null, new PurchaseBaseOptions { GroupBy = groupBy });
    }

    private static InMemoryHistory History()
    {
        var random = new Random(1);
        var builder = new EventStoreBuilder();
        var axis = new TimeAxis();
        for (var customer = 0; customer < 300; customer++)
        {
            if (customer < 250) builder.Add(new CustomerRow($"c{customer}") { Plan = "basic" });
            var first = AsOf.AddDays(-300 + random.Next(200));
            for (var (day, left) = (first, random.Next(6)); left >= 0; left--, day = day.AddDays(1 + random.Next(90)))
                builder.Add(new TransactionRow($"c{customer}", axis.AsOf(day).Instant, 5 + random.Next(40)));
        }

        builder.Add(new TransactionRow("odd,\"id", axis.AsOf(AsOf.AddDays(-9)).Instant, 5));
        return new InMemoryHistory(builder.Build());
    }

    private static JsonElement Json(ValueReport report)
    {
        using var output = new StringWriter();
        new Terminal(output, TextWriter.Null, false, TimeProvider.System).WriteJson(report);
        return JsonDocument.Parse(output.ToString()).RootElement;
    }
}
