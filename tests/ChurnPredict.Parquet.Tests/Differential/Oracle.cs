using System.Diagnostics;
using System.Text.Json;

namespace ChurnPredict.Parquet.Tests;

/// <summary>Runs Oracles/oracle.mjs and reads what it wrote.</summary>
internal static class Oracle
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static string Folder => Path.Combine(SharedData.RepositoryRoot(), "tests", "ChurnPredict.Parquet.Tests", "Oracles");

    public static void Run(string command, string folder, int count = 1, int seed = 1)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(Folder, "oracle.mjs"), command, folder, $"{count}", $"{seed}"]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"node {command} took longer than {Patience}");
        }

        Assert.True(process.ExitCode == 0, $"node {command} failed: {errors.Result}");
    }

    /// <summary>The tables of a folder, each with what the oracle says of it.</summary>
    public static IEnumerable<(string File, OracleTable Table)> Tables(string folder) =>
        Directory.GetFiles(folder, "*.parquet").Order(StringComparer.Ordinal).Select(file => (file, Table(Path.ChangeExtension(file, ".json"))));

    private static OracleTable Table(string path) =>
        JsonSerializer.Deserialize<OracleTable>(File.ReadAllBytes(path), JsonSerializerOptions.Web)!;
}
