using System.Diagnostics;

namespace ChurnPredict.Server.Tests.Examples;

/// <summary>The commands in a section of the README, with what depends on the machine replaced: ports by free ones, folders that
/// they write by a test's, the model by a test's, CUSTOMER by an id of the sample, Python by the one that has grpcio. Projects were built before the tests.</summary>
internal sealed class ReadmeCommands
{
    private readonly int _port = RunningServer.FreePort();
    private readonly int _webPort = RunningServer.FreePort();

    public ReadmeCommands(string heading, string models, TestFolder folder)
    {
        var section = File.ReadAllText(Path.Combine(ExampleClients.Root, "README.md")).Split($"{heading}\n")[1].Split("\n## ")[0];
        var blocks = section.Split("```\n").Where((_, index) => index % 2 == 1);
        Lines =
        [
            .. blocks.SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line
                .Replace("5001", $"{_port}", StringComparison.Ordinal)
                .Replace("5002", $"{_webPort}", StringComparison.Ordinal)
                .Replace("--models models", $"--models {models}", StringComparison.Ordinal)
                .Replace("generated", folder.File("generated"), StringComparison.Ordinal)
                .Replace("CUSTOMER", CustomerId, StringComparison.Ordinal)
                .Replace(" python3 ", " /usr/bin/python3 ", StringComparison.Ordinal)
                .Replace("dotnet run -c Release --project", "dotnet run --no-build -c Release --project", StringComparison.Ordinal)),
        ];
    }

    /// <summary>The commands, a line each.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Whom the commands ask about: someone with orders of late, so that there is a score with reasons.</summary>
    public string CustomerId { get; } = "100002";

    /// <summary>Starts a command that goes on; disposing ends it.</summary>
    public RunningCommand Start(string line) => new(Process.Start(Shell(line))!);

    /// <summary>What a command prints; it must end with exit code 0.</summary>
    public async Task<string> RunAsync(string line)
    {
        using var process = Process.Start(Shell(line))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{line}\n{await output}{await errors}");
        return await output;
    }

    /// <summary>Waits until the server says that it is healthy.</summary>
    public async Task WaitForHealthAsync()
    {
        using var http = new HttpClient();
        var found = "";
        for (var attempt = 0; attempt < 600 && found != "Healthy"; attempt++)
        {
            try
            {
                found = await http.GetStringAsync(new Uri($"http://127.0.0.1:{_webPort}/healthz"));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        Assert.Equal("Healthy", found);
    }

    /// <summary>Each stack's output is in its own folder under <c>artifacts</c>; the commands run what was built with the tests.</summary>
    private static string StackOfTheseTests() =>
        Path.GetRelativePath(Path.Combine(ExampleClients.Root, "artifacts"), AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar)[0];

    private static ProcessStartInfo Shell(string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = ExampleClients.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ExampleClients.Prepare(start);
        start.Environment["Stack"] = StackOfTheseTests();
        return start;
    }
}
