namespace ChurnPredict.Trainer.Tests.Training;

/// <summary>What can be known before training is said before: none of these needs a history.</summary>
public sealed class TrainCommandTests
{
    [Fact]
    public void Train_UnknownValueMethod_IsRefusedBeforeTheHistoryIsRead()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("train", folder["absent"], "--models", folder["models"], "--value", "two-part");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--value: found 'two-part', expected one of auto, two_part, tweedie, ziln, btyd, combined", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quickstart_UnknownLanguage_IsRefusedBeforeTheHistoryIsRead() =>
        Assert.Contains("--language: found 'xx', expected one of en, ja", TrainedSample.Run(2, "quickstart", "--sample", "absent", "--language", "xx"), StringComparison.Ordinal);

    [Theory]
    [InlineData("train")]
    [InlineData("quickstart", "--sample")]
    public void Train_ModelsIsAFileOrBelowOne_IsRefusedBeforeTheHistoryIsRead(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("models", "");

        foreach (var models in new[] { file, Path.Combine(file, "below") })
        {
            var error = TrainedSample.Run(4, [.. command, folder["absent"], "--models", models]);
            Assert.Contains($"{file}: found a file, expected a folder", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Train_ModelsCannotBeWritten_IsRefusedBeforeTheHistoryIsRead()
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.Contains("/proc: found a folder where nothing can be written", TrainedSample.Run(4, "train", "absent", "--models", "/proc/models"), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_SearchFileCannotBeWritten_IsRefusedBeforeTheHistoryIsRead()
    {
        using var folder = new TemporaryFolder();
        string Refusal(int exitCode, string file) =>
            TrainedSample.Run(exitCode, "train", folder["absent"], "--models", folder["models"], "--learner", "auto", "--search", file);
        Directory.CreateDirectory(folder["folder.json"]);
        File.CreateSymbolicLink(folder["link.json"], Path.Combine(folder.Write("file", ""), "behind.json"));

        Assert.Contains($"--search: found the folder {folder["folder.json"]}, expected a file to write", Refusal(2, folder["folder.json"]), StringComparison.Ordinal);
        Assert.Contains($"{folder["file"]}: found a file, expected a folder for the search's file {folder["link.json"]} (--search)", Refusal(4, folder["link.json"]), StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains("/proc: found a folder where nothing can be written", Refusal(4, "/proc/search.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "champion: found '', expected a model id")]
    [InlineData("20260101T120000-0123abcd", "model.json: found content hash e3b0c442, expected 0123abcd as in the folder's name; the file was changed or damaged; a new model is compared")]
    [InlineData("20260101T120001-0123abcd", "found no model '20260101T120001-0123abcd'")]
    public void Train_DamagedChampion_IsRefusedBeforeTheHistoryIsRead(string champion, string expected)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["20260101T120000-0123abcd"]);
        folder.Write("20260101T120000-0123abcd/model.json", "");
        folder.Write("champion", champion);

        Assert.Contains(expected, TrainedSample.Run(4, "train", folder["absent"], "--models", folder.Path), StringComparison.Ordinal);
        Assert.Contains(expected, TrainedSample.Run(4, "quickstart", "--sample", folder["absent"], "--models", folder.Path), StringComparison.Ordinal);
        TrainedSample.Run(champion.Length == 0 ? 4 : 3, "train", folder["absent"], "--models", folder.Path, "--promote", "always");
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(folder.Path).Count());
    }

    [Fact]
    public void Train_ChampionIsAFolder_IsRefusedBeforeTheHistoryIsRead()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["champion"]);

        Assert.Contains("found a folder, expected a file", TrainedSample.Run(4, "train", folder["absent"], "--models", folder.Path), StringComparison.Ordinal);
    }
}
