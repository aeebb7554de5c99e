using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChurnPredict.Trainer.Tests.Inspection;

public sealed class InspectCommandTests
{
    private const string Mapping = "tables: { transactions: { columns: { customer_id: id, occurred_at: day, amount: amount } } }\n";

    [Fact]
    public void Inspect_HistoryWithEnough_Passes()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 800, days: 500), "history: { currency: EUR, gross_margin: 0.3, turnover: { 2010-01: 1, 2010-02: 1, 2010-03: 1, 2010-04: 1, 2010-05: 1, 2010-06: 1, 2010-07: 1, 2010-08: 1, 2010-09: 1, 2010-10: 1, 2010-11: 3, 2010-12: 4 } }\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("pass", run.Json.GetProperty("grade").GetString());
        Assert.Equal(800, run.Json.GetProperty("customers").GetInt32());
    }

    [Fact]
    public void Inspect_TooLittle_FailsWithThreeAndSaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 20, days: 100));

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(["days of history"], Checks(run, "fail"));
        Assert.Superset(new HashSet<string?>(["customers in a snapshot", "churned in a snapshot", "kept in a snapshot"]), Checks(run, "warn").ToHashSet());
        Assert.All(run.Json.GetProperty("checks").EnumerateArray(), check =>
            Assert.True(check.GetProperty("grade").GetString() == "pass" || check.GetProperty("advice").ValueKind != JsonValueKind.Null));
    }

    [Theory]
    [InlineData(60, 400, true, "churned in a snapshot")]
    [InlineData(240, 230, true, "days of history")]
    [InlineData(30, 400, false, "churned in a snapshot")]
    [InlineData(240, 200, false, "days of history")]
    public void Inspect_FewerThanWanted_FailsOnlyWhereTrainRefuses(int customers, int days, bool isTrained, string check)
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers, days), "history: { churn: { churned_after: 400d } }\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");
        var trained = CommandRun.Of("train", folder["out"], "--models", folder["models"]);

        Assert.Equal(isTrained ? 0 : 3, run.ExitCode);
        Assert.True(run.ExitCode == trained.ExitCode, trained.Error);
        Assert.Contains(check, Checks(run, isTrained ? "warn" : "fail"));
    }

    [Fact]
    public void Inspect_RefundsThatGoOnAfterTheLastPurchase_AreNoPurchases()
    {
        using var folder = new TemporaryFolder();
        Import(folder, "id,day,amount\n1,2011-01-01,5\n2,2011-01-06,5\n2,2011-02-20,-5\n");

        Assert.Contains("45 days before the last row", CommandRun.Of("inspect", folder["out"], "--json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "5d, churned_after: 400d", "kept in a snapshot", "lengthen churn.horizon")]
    [InlineData(400, "200d", "churned in a snapshot", "shorten churn.horizon")]
    [InlineData(100, "5d", "kept in a snapshot", "collect more: another churn.horizon")]
    public void Inspect_FewOfAnOutcome_SaysWhichHorizonBringsMore(int customers, string horizon, string check, string advice)
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers, days: 500), $"history: {{ churn: {{ horizon: {horizon} }} }}\n");

        var checks = CommandRun.Of("inspect", folder["out"], "--json").Json.GetProperty("checks").EnumerateArray();

        Assert.StartsWith(advice, checks.Single(each => each.GetProperty("check").GetString() == check).GetProperty("advice").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_DuplicatesRefundsAndFuture_AreCounted()
    {
        using var folder = new TemporaryFolder();
        Import(folder, "id,day,amount\n1,2011-01-01,5\n1,2011-01-01,5\n1,2011-01-02,-3\n1,2099-01-02,3\n");

        var table = CommandRun.Of("inspect", folder["out"], "--json").Json.GetProperty("tables")[0];

        Assert.Equal((1, 1, 1), (table.GetProperty("duplicates").GetInt32(), table.GetProperty("refunds").GetInt32(), table.GetProperty("in_future").GetInt32()));
    }

    [Fact]
    public void Inspect_ARowInTheFuture_IsWarnedAboutAndMovesNoDate()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 800, days: 500) + "1,2099-01-02,3\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("2012-05-13", run.Json.GetProperty("last_day").GetString());
        Assert.Equal("2012-02-14", run.Json.GetProperty("snapshot").GetProperty("as_of").GetString());
        Assert.Contains("1 rows lie in the future", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("last purchase", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1970-01-01", true)]
    [InlineData("1901-01-01", true)]
    [InlineData("2010-06-01", false)]
    public void Inspect_ARowYearsBeforeTheOthers_IsWarnedAbout(string day, bool warns)
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 800, days: 500) + $"1,{day},3\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        Assert.Equal(warns, run.Output.Contains($"rows lie between {day} and {day}, all others from 2011-01-01 on", StringComparison.Ordinal));
        Assert.Equal(warns, run.Output.Contains("\"first rows\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_OrphansAndEventsBeforeSignUp_AreWarned()
    {
        using var folder = new TemporaryFolder();
        folder.Write("customers.csv", "id,since\n1,2011-01-05\n");
        Import(folder, "id,day,amount\n1,2011-01-01,5\n2,2011-01-01,5\n1,2011-01-09,5\n", "", "  customers: { file: customers.csv, columns: { customer_id: id, signed_up_at: since } }\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        var table = run.Json.GetProperty("tables")[0];
        Assert.Equal((1, 1), (table.GetProperty("orphans").GetInt32(), table.GetProperty("before_sign_up").GetInt32()));
        Assert.Contains("transactions: orphans", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2011-02-20", true)]
    [InlineData("2011-01-12", false)]
    public void Inspect_PurchasesThatEndBeforeOtherTables_AreWarnedAbout(string lastTouch, bool warns)
    {
        using var folder = new TemporaryFolder();
        folder.Write("touches.csv", $"id,day,what\n1,{lastTouch},mail\n");
        Import(folder, "id,day,amount\n1,2011-01-01,5\n2,2011-01-06,5\n", "", "  touches: { file: touches.csv, columns: { customer_id: id, occurred_at: day, action: what } }\n");

        var run = CommandRun.Of("inspect", folder["out"]);

        Assert.Equal(warns, run.Output.Contains("45 days before the last row", StringComparison.Ordinal));
        Assert.Equal(warns, run.Output.Contains("last purchase", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(300, "", "warn")]
    [InlineData(300, "turnover: { 2010-01: 1, 2010-02: 1, 2010-03: 1, 2010-04: 1, 2010-05: 1, 2010-06: 1, 2010-07: 1, 2010-08: 1, 2010-09: 1, 2010-10: 1, 2010-11: 3, 2010-12: 4 }", "pass")]
    [InlineData(300, "turnover: { 2011-01: 1, 2011-02: 1, 2011-03: 1, 2011-04: 1, 2011-05: 1, 2011-06: 1, 2011-07: 1, 2011-08: 1, 2011-09: 1, 2011-10: 1, 2011-11: 3, 2011-12: 4 }", "warn")]
    [InlineData(60, "", null)]
    [InlineData(480, "", "warn")]
    [InlineData(480, "turnover: { 2010-01: 1, 2010-02: 1, 2010-03: 1, 2010-04: 1, 2010-05: 1, 2010-06: 1, 2010-07: 1, 2010-08: 1, 2010-09: 1, 2010-10: 1, 2010-11: 3, 2010-12: 4 }", "pass")]
    [InlineData(860, "", null)]
    public void Inspect_SeasonThatTheHistoryDoesNotTell_AsksForTurnover(int days, string description, string? grade)
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 20, days));
        File.AppendAllText(Path.Combine(folder["out"], "history.yaml"), description);

        var checks = CommandRun.Of("inspect", folder["out"], "--json").Json.GetProperty("checks").EnumerateArray();

        Assert.Equal(grade, checks.Where(check => check.GetProperty("check").GetString() == "season").Select(check => check.GetProperty("grade").GetString()).SingleOrDefault());
    }

    /// <summary>Customers who come in all months show season and age apart.</summary>
    [Fact]
    public void Inspect_AYearWhoseCustomersCameOneAfterAnother_AsksForNoTurnover()
    {
        using var folder = new TemporaryFolder();
        var lines = new StringBuilder("id,day,amount\n");
        for (var customer = 0; customer < 40; customer++)
        {
            for (var day = customer * 8; day < 480; day += 20) lines.Append(CultureInfo.InvariantCulture, $"{customer},{new DateOnly(2011, 1, 1).AddDays(day):yyyy-MM-dd},10\n");
        }

        Import(folder, lines.ToString());

        Assert.DoesNotContain("\"season\"", CommandRun.Of("inspect", folder["out"], "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_LabelledBaseWithoutItsLabel_ShowsWhatIsThereAndSaysThatLabelsAreMissing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("customers.csv", "id,since\n1,2011-01-01\n");
        Import(folder, "id,day,amount\n1,2011-01-01,5\n1,2011-01-09,5\n", "", "  customers: { file: customers.csv, columns: { customer_id: id, signed_up_at: since } }\n");
        File.AppendAllText(Path.Combine(folder["out"], "history.yaml"), "churn: { kind: label, column: left, as_of: 2011-02-01 }\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(2, run.Json.GetProperty("tables")[0].GetProperty("rows_kept").GetInt32());
        var failed = run.Json.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("grade").GetString() == "fail").ToArray();
        Assert.Equal(["labels"], failed.Select(check => check.GetProperty("check").GetString()));
        Assert.StartsWith("found no column 'left' among ", failed[0].GetProperty("found").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_ContractsWhereNobodyCancelled_FailsAndNamesTheColumn()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 20, days: 100), "history: { churn: { kind: cancellation } }\n");

        var run = CommandRun.Of("inspect", folder["out"], "--json");

        Assert.Contains("no customer has a cancelled_at", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2012-04-20", null)]
    [InlineData("2012-05-13", null)]
    [InlineData("2012-05-14", "cancellations ahead")]
    [InlineData("2012-07-01", "cancellations ahead")]
    [InlineData("2012-03-01", "came back")]
    [InlineData("", null)]
    public void Inspect_CancellationsThatLieAheadOrOfThoseWhoCameBack_AreWarnedAbout(string cancelled, string? warning)
    {
        using var folder = new TemporaryFolder();
        folder.Write("people.csv", $"id,left\n1,{cancelled}\n2,2011-06-01\n");
        folder.Write("lines.csv", "id,day,amount\n1,2011-05-01,5\n1,2012-05-13,5\n2,2011-05-01,5\n");
        var mapping = folder.Write("m.yaml", "history: { churn: { kind: cancellation } }\ntables:\n  transactions: { file: lines.csv, columns: { customer_id: id, occurred_at: day, amount: amount } }\n  customers: { file: people.csv, columns: { customer_id: id, cancelled_at: left } }\n");
        CommandRun.Of("import", "csv", folder.Path, "--mapping", mapping, "--out", folder["out"]);

        var checks = CommandRun.Of("inspect", folder["out"], "--json").Json.GetProperty("checks").EnumerateArray();

        var warned = checks.Where(check => check.GetProperty("check").GetString() is "cancellations ahead" or "came back").ToArray();
        Assert.Equal(warning is null ? [] : [warning], warned.Select(check => check.GetProperty("check").GetString()));
        Assert.All(warned, check => Assert.StartsWith("1 customers", check.GetProperty("found").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_Tables_AreReadableByAPerson()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 600, days: 400));

        var run = CommandRun.Of("inspect", folder["out"]);

        Assert.Contains("600 customers, time zone UTC", run.Output, StringComparison.Ordinal);
        Assert.Contains("say gross_margin: 0.35", run.Output, StringComparison.Ordinal);
        Assert.Contains("next: churnpredict train", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_WithLittleMemory_SaysTheSame()
    {
        using var folder = new TemporaryFolder();
        Import(folder, Lines(customers: 600, days: 400));

        Assert.Equal(CommandRun.Of("inspect", folder["out"], "--json").Output, CommandRun.Of("inspect", folder["out"], "--json", "--memory", "0.1MiB").Output);
    }

    [Fact]
    public void Inspect_BadFolder_EndsWithThree()
    {
        var run = CommandRun.Of("inspect", "no/such/folder");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("found no such folder", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Checks(CommandRun run, string grade) => run.Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("grade").GetString() == grade).Select(check => check.GetProperty("check").GetString());

    private static void Import(TemporaryFolder folder, string lines, string description = "", string tables = "")
    {
        var mapping = folder.Write("mapping.yaml", description + Mapping.Replace("tables: { transactions: ", "tables:\n  transactions: ", StringComparison.Ordinal).Replace("} } }", "} }", StringComparison.Ordinal) + tables);
        var run = CommandRun.Of("import", "csv", folder.Write("lines.csv", lines), "--mapping", mapping, "--out", folder["out"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    /// <summary>Half of the customers buy every 20 days, the others stop one after another, 110 to 245 days before the end.</summary>
    private static string Lines(int customers, int days)
    {
        var text = new StringBuilder("id,day,amount\n");
        for (var customer = 0; customer < customers; customer++)
        {
            for (var day = customer % 20; day < (customer % 2 == 0 ? days : days - 110 - (customer / 2 % 10 * 15)); day += 20)
                text.Append(CultureInfo.InvariantCulture, $"{customer},{new DateOnly(2011, 1, 1).AddDays(day):yyyy-MM-dd},{10 + (customer % 7)}\n");
        }

        return text.ToString();
    }
}
