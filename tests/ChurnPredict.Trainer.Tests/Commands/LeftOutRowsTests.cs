using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Commands;

public sealed class LeftOutRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Whoever only trains, scores or asks for values is told of rows that went into nothing; reports stay as they are.</summary>
    [Fact]
    public void Run_HistoryWithRowsThatAreLeftOut_SaysHowManyAndWhy()
    {
        var rows = Enumerable.Range(0, 400).Select(row => FormattableString.Invariant($"{row % 40},{new DateOnly(2024, 1, 1).AddDays(row):yyyy-MM-dd},{(row % 20 == 0 ? 0.5 : 100)}"));
        File.WriteAllLines(_folder["shop.csv"], rows.Prepend("customer_id,occurred_at,amount"));
        File.WriteAllText(_folder["shop.yaml"], "tables: { transactions: { columns: { customer_id: customer_id, occurred_at: occurred_at, amount: amount } } }");
        TrainedSample.Run(0, "import", "csv", _folder["shop.csv"], "--mapping", _folder["shop.yaml"], "--out", _folder["shop"]);
        var whole = CommandRun.Of("value", _folder["shop"], "--json");
        Assert.DoesNotContain("left out", whole.Error, StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(_folder["shop"], "history.yaml"), "tables:\n  transactions:\n    filters: [\"amount > 1\"]\n");

        var run = CommandRun.Of("value", _folder["shop"], "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: transactions: 20 of 400 rows left out (20 ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"churnpredict inspect {_folder["shop"]}", run.Error, StringComparison.Ordinal);
        Assert.True(run.Json.GetProperty("customers").GetInt32() < whole.Json.GetProperty("customers").GetInt32());
        Assert.DoesNotContain("note:", CommandRun.Of("inspect", _folder["shop"]).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
