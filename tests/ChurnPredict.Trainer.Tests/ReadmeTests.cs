using System.Diagnostics;
using System.Text.RegularExpressions;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Tests;

/// <summary>
/// The commands of the README do what stands there: each is run as written, by the program that was built, in a folder that holds the
/// bundled sample.
/// </summary>
public sealed partial class ReadmeTests
{
    private const string Trainer = "dotnet run -c Release --project src/ChurnPredict.Trainer -- ";

    private const int SampleCustomers = 1_700;

    /// <summary>Commands that are not run here, with the reason.</summary>
    private static readonly Dictionary<string, string> Exempt = new()
    {
        [Trainer + "quickstart"] = "what it does is done by the commands below one by one; MainJobTests run it on a smaller history",
        ["dotnet test ChurnPredict.sln -c Release"] = "it would run itself",
    };

    [Fact]
    public void Commands_OfTheReadme_RunAsWritten()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder["training-data"]);
        var commands = Commands(Readme()).Where(command => command.StartsWith(Trainer, StringComparison.Ordinal) && !Exempt.ContainsKey(command)).ToArray();
        Assert.Equal(["inspect", "train", "evaluate", "score"], commands.Select(command => command[Trainer.Length..].Split(' ')[0]));
        foreach (var command in commands)
        {
            var (exitCode, output, error) = Run(folder.Path, command[Trainer.Length..].Split(' '));
            Assert.True(exitCode == 0, $"{command}: exit code {exitCode}: {error}");
            Assert.NotEmpty(output);
        }

        using var scores = ParquetFileReader.Open(folder["scores.parquet"]);
        Assert.Equal(SampleCustomers, scores.RowCount);
        Assert.Contains("action_1", scores.Fields.Select(field => field.Name));
    }

    /// <summary>A command that is added to the README is run somewhere, or its reason stands here. Those for backend engineers are run
    /// by the server's tests.</summary>
    [Fact]
    public void Commands_OfTheReadme_AreTheTrainersOrExempt() => Assert.All(
        Commands(Readme().Split("## For backend engineers\n")[0] + "## " + Readme().Split("## Performance\n")[1]),
        command => Assert.True(command.StartsWith(Trainer, StringComparison.Ordinal) || Exempt.ContainsKey(command), command));

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private static IEnumerable<string> Commands(string text) => CodeBlock().Matches(text)
        .SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static void CopySample(string target)
    {
        var source = Path.Combine(Repository.Root, "training-data");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static (int ExitCode, string Output, string Error) Run(string folder, string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ChurnPredict.Trainer.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    [GeneratedRegex(@"^```[a-z]*\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
