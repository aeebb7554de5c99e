using System.Text.Json;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Generation;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Tests.Actions;

public class ActionsCommandTests
{
    [Fact]
    public void Actions_WithoutAFile_PrintsTheBuiltInCatalogueAsValid()
    {
        var (exitCode, output, _) = Run("actions", "--language", "ja");

        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains("the catalogue is valid", output, StringComparison.Ordinal);
        Assert.Contains("win_back_offer", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_AsJson_HasEveryActionWithItsSource()
    {
        var (_, output, _) = Run("actions", "--json");

        using var document = JsonDocument.Parse(output);
        Assert.All(document.RootElement.GetProperty("actions").EnumerateArray(), action => Assert.Equal("prior", action.GetProperty("uplift_source").GetString()));
    }

    [Fact]
    public void Actions_OfAWrongCatalogue_IsBadDataWithTheLine()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "mine.yaml"), "actions:\n  - id: a\n    channel: email\n    contact_cost: -2\n");

        var (exitCode, _, error) = Run("actions", Path.Combine(folder.Path, "mine.yaml"));

        Assert.Equal(ExitCode.BadData, exitCode);
        Assert.Contains("mine.yaml, line ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.yaml", "absent.yaml: found no such file, expected an action catalogue")]
    [InlineData("", "found a folder, expected an action catalogue")]
    public void Actions_OfNoFile_IsBadDataWithFoundAndExpected(string file, string expected)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, error) = Run("actions", Path.Combine(folder.Path, file));

        Assert.Equal(ExitCode.BadData, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xx", ExitCode.WrongUsage)]
    [InlineData("ja-JP", ExitCode.Done)]
    public void Actions_InALanguage_NeedsTitlesInIt(string language, int expected)
    {
        var (exitCode, _, error) = Run("actions", "--language", language);

        Assert.Equal(expected, exitCode);
        Assert.Equal(expected == ExitCode.WrongUsage, error.Contains($"--language: found '{language}', expected one of en, ja", StringComparison.Ordinal));
    }

    [Fact]
    public void Actions_InALanguageOfOnesOwnCatalogue_ShowsItsTitles()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("mine.yaml", """
            actions:
              - { id: a, title: { en: Letter, de: Brief }, message: { en: x }, channel: post, contact_cost: 1, relative_uplift: { value: 0.1, source: prior } }
            """);

        Assert.Contains("Brief", Run("actions", file, "--language", "de").Output, StringComparison.Ordinal);
        Assert.Contains("found 'ja', expected one of de, en", Run("actions", file, "--language", "ja").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_WithoutAThread_IsWrongUsageAsInInspect()
    {
        string[] threads = ["--threads", "0"];
        foreach (var (exitCode, _, error) in new[] { Run(["actions", "--history", "absent", .. threads]), Run(["inspect", "absent", .. threads]) })
        {
            Assert.Equal(ExitCode.WrongUsage, exitCode);
            Assert.Contains("--threads: found 0, expected 1 to 1024", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Actions_WithAHistory_MeasuresWhatItsControlGroupsShow()
    {
        using var folder = new TemporaryFolder();
        new HistoryGenerator(new GenerationOptions { CustomerCount = 6_000, Months = 18, Seed = 9, TruthSnapshots = 0 }).Write(folder.Path);

        var (_, output, _) = Run("actions", "--history", folder.Path, "--json");

        using var document = JsonDocument.Parse(output);
        var measured = document.RootElement.GetProperty("measured").EnumerateArray().ToDictionary(action => action.GetProperty("action").GetString()!);
        Assert.InRange(0.0, measured["value_added_content"].GetProperty("low").GetDouble() - 0.05, measured["value_added_content"].GetProperty("high").GetDouble() + 0.05);
        Assert.True(measured["coupon"].GetProperty("high").GetDouble() > 0.02);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, new Terminal(output, error, false, TimeProvider.System));
        return (exitCode, output.ToString(), error.ToString());
    }
}
