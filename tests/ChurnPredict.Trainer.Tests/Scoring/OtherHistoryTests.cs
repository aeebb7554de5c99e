using System.Text.Json;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

/// <summary>Every history's models stand in the same folder by default, so that the wrong one is easily taken.</summary>
[Collection(TrainedSampleGroup.Name)]
public sealed class OtherHistoryTests(TrainedSample sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("score")]
    [InlineData("evaluate")]
    public void Run_HistoryInAnotherCurrencyThanTheModel_IsRefusedWithBoth(string command)
    {
        var history = Copy();
        var description = Path.Combine(history, "history.yaml");
        var known = File.ReadAllText(description);
        Assert.Contains("currency: JPY", known, StringComparison.Ordinal);
        File.WriteAllText(description, known.Replace("currency: JPY", "currency: USD", StringComparison.Ordinal));
        string[] output = command == "score" ? ["--out", _folder["scores.parquet"]] : [];
        var run = CommandRun.Of([command, history, "--models", sample.Models, .. output]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("found amounts of the history in USD, expected JPY", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["scores.parquet"]));
    }

    [Theory]
    [InlineData("score")]
    [InlineData("evaluate")]
    public void Run_HistoryInWhichChurnIsAnother_IsRefusedWithBoth(string command)
    {
        var history = Copy();
        File.AppendAllText(Path.Combine(history, "history.yaml"), "churn:\n  kind: cancellation\n");
        string[] output = command == "score" ? ["--out", _folder["scores.parquet"]] : [];
        var run = CommandRun.Of([command, history, "--models", sample.Models, .. output]);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("churn is a cancellation, expected silence", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["scores.parquet"]));
    }

    [Theory]
    [InlineData("score")]
    [InlineData("evaluate")]
    public void Run_HistoryWithoutATableThatTheModelLearnedFrom_SaysSo(string command)
    {
        var history = Copy();
        string[] Arguments(string folder) => command == "score"
            ? [command, folder, "--models", sample.Models, "--out", _folder["scores.parquet"]]
            : [command, folder, "--models", sample.Models];
        Assert.DoesNotContain("warning", CommandRun.Of(Arguments(history)).Error, StringComparison.Ordinal);
        File.Delete(Path.Combine(history, "engagement.parquet"));
        var run = CommandRun.Of(Arguments(history));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("lacks: all of engagement", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AnotherHistoryThanTheTrainings_LeavesItsRollingOriginsOut()
    {
        TrainedSample.Run(0, "generate", "--customers", "700", "--months", "14", "--seed", "32", "--out", _folder["other"]);
        JsonElement Evaluated(string history)
        {
            using var document = JsonDocument.Parse(TrainedSample.Run(0, "evaluate", history, "--models", sample.Models, "--json"));
            return document.RootElement.Clone();
        }

        var (own, other) = (Evaluated(Copy()), Evaluated(_folder["other"]));
        Assert.Equal(sample.Training.GetProperty("evaluation").GetProperty("origins").GetArrayLength(), own.GetProperty("origins").GetArrayLength());
        Assert.DoesNotContain("not the history", own.GetProperty("warnings").ToString(), StringComparison.Ordinal);
        var origin = Assert.Single(other.GetProperty("origins").EnumerateArray());
        Assert.Equal(other.GetProperty("test_snapshot").GetString(), origin.GetProperty("test_snapshot").GetString());
        Assert.Equal(JsonValueKind.Null, other.GetProperty("base_rate_drift").ValueKind);
        Assert.Contains("this is not the history of the training, whose rolling origins are left out", other.GetProperty("warnings").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_HistoryThatBeginsAfterWhatTheModelLearnedFrom_IsRefusedForWantOfBaselines()
    {
        var days = Enumerable.Range(0, 120).Select(day => new DateOnly(2024, 8, 3).AddDays(day));
        var rows = days.SelectMany(day => new[] { 1, 2, 3 }.Select(customer => FormattableString.Invariant($"{customer + (day.DayNumber % 50)},{day:yyyy-MM-dd},100")));
        File.WriteAllLines(_folder["later.csv"], rows.Prepend("customer_id,occurred_at,amount"));
        File.WriteAllText(_folder["later.yaml"], "tables: { transactions: { columns: { customer_id: customer_id, occurred_at: occurred_at, amount: amount } } }");
        TrainedSample.Run(0, "import", "csv", _folder["later.csv"], "--mapping", _folder["later.yaml"], "--out", _folder["later"]);
        var run = CommandRun.Of("evaluate", _folder["later"], "--models", sample.Models);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("to fit the baselines to", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Copy()
    {
        var copy = Directory.CreateDirectory(_folder["copy"]).FullName;
        foreach (var file in Directory.EnumerateFiles(sample.History)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
