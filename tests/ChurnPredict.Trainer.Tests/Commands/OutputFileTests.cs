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
}
