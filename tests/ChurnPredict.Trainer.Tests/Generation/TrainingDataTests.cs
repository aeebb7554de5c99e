using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ChurnPredict.Parquet;
using ChurnPredict.Parquet.Tests;
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
            AssertSame(file, Path.Combine(folder["sample"], Path.GetFileName(file)));
    }

    /// <summary>The same bytes, and where Parquet.Net writes the files, the same rows.</summary>
    private static void AssertSame(string expected, string found)
    {
        if (!ParquetNet.IsUsed || Path.GetExtension(expected) != ".parquet")
        {
            Assert.Equal(HashOf(expected), HashOf(found));
            return;
        }

        using var ours = ParquetFileReader.Open(expected);
        using var theirs = ParquetFileReader.Open(found);
        Assert.Equal(ours.RowGroups.Select(group => group.RowCount), theirs.RowGroups.Select(group => group.RowCount));
        foreach (var group in ours.RowGroups)
        {
            foreach (var field in ours.Fields) ColumnAssert.Same(ours.ReadColumn(group.Index, field.Name), theirs.ReadColumn(group.Index, field.Name));
        }
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    [GeneratedRegex(@"\| `(?<file>[\w.]+)` \| `(?<hash>[0-9a-f]{64})` \|")]
    private static partial Regex Checksum();

    [GeneratedRegex(@"generate --out training-data/sample (?<arguments>[^\n]+)")]
    private static partial Regex Command();
}
