using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Commands;

/// <summary>The hint at a command's end is pasted as it stands: it must run, and on the same folders.</summary>
[Collection(TrainedSampleGroup.Name)]
public sealed class NextHintTests(TrainedSample sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("evaluate HISTORY --models MODELS", "score HISTORY --models MODELS --out scores.parquet")]
    [InlineData("evaluate HISTORY --models MODELS --model ID --memory 1GiB", "score HISTORY --models MODELS --model ID --memory 1GiB --out scores.parquet")]
    [InlineData("features HISTORY --out OUT --as-of 2024-12-01", "features HISTORY --dictionary --as-of 2024-12-01")]
    [InlineData("value HISTORY --by country --season", "value HISTORY --holdout 90d --by country")]
    [InlineData("value HISTORY --as-of 2024-08-01", "value HISTORY --holdout 90d --as-of 2024-08-01")]
    [InlineData("value HISTORY --holdout 90d --memory 1GiB", "train HISTORY --memory 1GiB")]
    [InlineData("models list --models MODELS", "models show --models MODELS")]
    [InlineData("models list --models EMPTY", "train HISTORY --models EMPTY")]
    [InlineData("models show --models MODELS", "evaluate HISTORY --models MODELS --model ID")]
    [InlineData("actions --history HISTORY", "score HISTORY --out scores.parquet --actions")]
    public void Run_FoldersOfUnusualNames_HintsAtThemAndAtTheSameOptions(string command, string expected)
    {
        var run = CommandRun.Of(Words(command));

        Assert.True(run.ExitCode == 0, run.Error);
        var hint = HintOf(run);
        Assert.Equal(command.Contains("HISTORY", StringComparison.Ordinal) ? Words(expected) : Words(expected.Replace("HISTORY", "ANY", StringComparison.Ordinal)), hint);
        if (hint[0] is "features" or "value" or "models") Assert.Equal(0, CommandRun.Of(hint).ExitCode);
    }

    [Fact]
    public void Score_ByTheChampion_HintsAtTheServerWithItsFolders()
    {
        var run = CommandRun.Of(Words("score HISTORY --models MODELS --out OUT"));

        Assert.Contains($"next: ChurnPredict.Server --models '{Models}' --history '{History.Replace("'", @"'\''", StringComparison.Ordinal)}'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WrongOption_HintsAtTheHelpOfTheCommand() =>
        Assert.Contains("next: churnpredict models promote --help", CommandRun.Of("models", "promote").Error, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string History => _folder["it's a shop"];

    private string Models => _folder["my models"];

    private string[] Words(string command)
    {
        if (!Directory.Exists(History))
        {
            Directory.CreateSymbolicLink(History, sample.History);
            Directory.CreateSymbolicLink(Models, sample.Models);
        }

        var named = new Dictionary<string, string>
        {
            ["HISTORY"] = History, ["MODELS"] = Models, ["EMPTY"] = _folder["no models"], ["ID"] = sample.ModelId, ["OUT"] = _folder["out.parquet"], ["ANY"] = "HISTORY",
        };
        return [.. command.Split(' ').Select(word => named.GetValueOrDefault(word, word))];
    }

    /// <summary>The hint's words as a shell takes them apart: here only single quotes occur.</summary>
    private static string[] HintOf(CommandRun run)
    {
        const string Start = "next: churnpredict ";
        var line = run.Output.Split('\n').Single(line => line.StartsWith(Start, StringComparison.Ordinal))[Start.Length..].TrimEnd();
        var words = new List<string> { "" };
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\'') isQuoted = !isQuoted;
            else if (line[at] == ' ' && !isQuoted) words.Add("");
            else words[^1] += line[at] == '\\' && !isQuoted ? line[++at] : line[at];
        }

        return [.. words];
    }
}
