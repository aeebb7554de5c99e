namespace ChurnPredict.Trainer.Tests.Commands;

public sealed class OutputFileTests
{
    /// <summary>There is no such history either: the file is looked at before anything is read.</summary>
    [Theory]
    [InlineData("score", "--out")]
    [InlineData("features", "--out")]
    [InlineData("value", "--out")]
    [InlineData("value", "--export-rfm")]
    public void Run_FolderInPlaceOfAFile_IsRefusedBeforeTheWork(string command, string option)
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of(command, folder["absent"], option, folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{option}: found the folder {folder.Path}, expected a file to write", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_DictionaryWithAFileAndNoHistory_IsPrinted()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("features", "--dictionary", "--out", folder["features.parquet"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("recency_days", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--export-rfm")]
    public void Value_LinkToAFile_IsWrittenThrough(string option)
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["link"], folder.Write("real", "before"));

        var run = CommandRun.Of("value", Path.Combine(Repository.Root, "training-data/sample"), option, folder["link"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(folder["real"], new FileInfo(folder["link"]).LinkTarget);
        Assert.NotEqual("before", File.ReadAllText(folder["real"]));
    }

    /// <summary>What is written through a link must not be the history itself.</summary>
    [Fact]
    public void Value_LinkToAFileOfTheHistory_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var history = Directory.CreateDirectory(folder["history"]).FullName;
        File.CreateSymbolicLink(folder["link"], folder.Write("history/transactions.parquet", "before"));
        Directory.CreateSymbolicLink(folder["same"], history);
        foreach (var (named, output) in ((string, string)[])[(history, folder["link"]), (folder["same"], folder["link"]), (folder["same"] + "/", folder["history/transactions.parquet"])])
        {
            var run = CommandRun.Of("value", named, "--out", output);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("a file of the history itself", run.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>A table may stand elsewhere, and a link to it in the history.</summary>
    [Theory]
    [InlineData("history/transactions.parquet")]
    [InlineData("elsewhere.parquet")]
    public void Value_TableOfTheHistoryThatIsALink_IsRefused(string output)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["history"]);
        File.CreateSymbolicLink(folder["history/transactions.parquet"], folder.Write("elsewhere.parquet", "before"));

        var run = CommandRun.Of("value", folder["history"], "--out", folder[output]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a file of the history itself", run.Error, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(folder["elsewhere.parquet"]));
    }
}
