namespace ChurnPredict.Server.Tests.Examples;

/// <summary>Runs the commands of the README's section for backend engineers on free ports, on the bundled sample and with the model that
/// the other tests have already, of another history of the same kind.</summary>
[Collection(ServedHistoryGroup.Name)]
public sealed class ReadmeTests(ServedHistory served)
{
    [ExampleFact]
    public async Task Commands_ForBackendEngineers_StartTheServerAndCallItFromThreeLanguages()
    {
        using var folder = new TestFolder();
        var commands = new ReadmeCommands("## For backend engineers", served.Models, folder);
        Assert.Contains("src/ChurnPredict.Server ", commands.Lines[0], StringComparison.Ordinal);
        using var server = commands.Start(commands.Lines[0]);
        await commands.WaitForHealthAsync();

        var outputs = new List<string>();
        foreach (var line in commands.Lines.Skip(1)) outputs.Add(await commands.RunAsync(line));

        string[] clients = ["score.cs", "score.js", "score.py"];
        foreach (var client in clients)
        {
            var index = commands.Lines.Skip(1).ToList().FindIndex(line => line.Contains(client, StringComparison.Ordinal));
            Assert.Matches($"^{commands.CustomerId} \\w+ [0-9.]+\n  [-+0-9]", outputs[index]);
        }
    }
}
