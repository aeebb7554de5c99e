using System.Globalization;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Commands;

public sealed class FutureRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>One mistyped year in 400 rows: without a look at the clock everybody would have been silent for decades.</summary>
    [Fact]
    public void Run_HistoryWithARowInTheFuture_CountsAsKnownUntilTheLastRowThatIsNotAndSaysSo()
    {
        var sane = Import("sane", Rows(new DateOnly(2024, 1, 1)));
        var mistyped = Import("mistyped", Rows(new DateOnly(2024, 1, 1)).Append("1,2090-01-01,50"));

        var expected = CommandRun.Of("value", sane, "--json");
        var run = CommandRun.Of("value", mistyped, "--json");

        Assert.Equal((0, expected.Output), (run.ExitCode, run.Output));
        Assert.DoesNotContain("future", expected.Error, StringComparison.Ordinal);
        Assert.Contains("note: transactions: 1 of 401 rows in the future, the last on 2090-01-01", run.Error, StringComparison.Ordinal);
        Assert.Contains($"note: the history counts as known until 2025-02-04, by the last row that does not; churnpredict inspect {mistyped}", run.Error, StringComparison.Ordinal);
    }

    /// <summary>What somebody made up, or a clock that is years late.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Run_HistoryOfWhichMuchLiesInTheFuture_WorksAndSaysSo(int yearsBefore)
    {
        var ahead = Import("ahead", Rows(new DateOnly(2090, 1, 1)).Append(string.Create(CultureInfo.InvariantCulture, $"1,{2090 - (yearsBefore * 30):0000}-01-01,50")));

        var run = CommandRun.Of("value", ahead, "--json");

        Assert.Equal("2091-02-05", run.Json.GetProperty("as_of").GetString());
        Assert.Contains("known until 2091-02-05, by the last of all, as these are more than 1 %", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Rows(DateOnly first) =>
        Enumerable.Range(0, 400).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 40},{first.AddDays(row):yyyy-MM-dd},{100 + (row % 7)}"));

    private string Import(string name, IEnumerable<string> rows)
    {
        File.WriteAllLines(_folder["shop.csv"], rows.Prepend("customer_id,occurred_at,amount"));
        File.WriteAllText(_folder["shop.yaml"], "tables: { transactions: { columns: { customer_id: customer_id, occurred_at: occurred_at, amount: amount } } }");
        TrainedSample.Run(0, "import", "csv", _folder["shop.csv"], "--mapping", _folder["shop.yaml"], "--out", _folder[name]);
        return _folder[name];
    }
}
