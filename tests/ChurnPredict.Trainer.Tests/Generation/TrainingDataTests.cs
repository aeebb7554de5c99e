using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Tests.Generation;

/// <summary>The bundled sample is what its README says, and comes from the command that stands there.</summary>
public partial class TrainingDataTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "training-data");
    private static readonly string Readme = File.ReadAllText(Path.Combine(Folder, "README.md"));

    [Fact]
    public void Checksums_OfTheReadme_AreThoseOfTheFiles()
    {
        var stated = Checksum().Matches(Readme).ToDictionary(match => match.Groups["file"].Value, match => match.Groups["hash"].Value);

        var actual = Directory.GetFiles(Path.Combine(Folder, "sample")).ToDictionary(file => Path.GetFileName(file), HashOf);
        Assert.Equal(actual.OrderBy(pair => pair.Key, StringComparer.Ordinal), stated.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void GenerateCommand_OfTheReadme_MakesTheSampleAgain()
    {
        using var folder = new TemporaryFolder();
        var arguments = Command().Match(Readme).Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var exitCode = CommandLine.Run(
            ["generate", .. arguments, "--out", folder["sample"]],
            new Terminal(TextWriter.Null, TextWriter.Null, false, TimeProvider.System));

        Assert.Equal(ExitCode.Done, exitCode);
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "sample")))
            Assert.Equal(HashOf(file), HashOf(Path.Combine(folder["sample"], Path.GetFileName(file))));
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    [GeneratedRegex(@"\| `(?<file>[\w.]+)` \| `(?<hash>[0-9a-f]{64})` \|")]
    private static partial Regex Checksum();

    [GeneratedRegex(@"generate --out training-data/sample (?<arguments>[^\n]+)")]
    private static partial Regex Command();
}
