using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;

namespace ChurnPredict.Server.Tests.Examples;

/// <summary>Runs the commands of the README's section for backend engineers, with the bundled sample's model and free ports.</summary>
public sealed class ReadmeTests
{
    private static readonly string Sample = Path.Combine(ExampleClients.Root, "training-data", "sample");

    [ExampleFact]
    public async Task Commands_ForBackendEngineers_StartTheServerAndCallItFromThreeLanguages()
    {
        using var folder = new TestFolder();
        await TrainAsync(folder.File("models"));
        var commands = new ReadmeCommands("## For backend engineers", folder);
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

    private static async Task TrainAsync(string models)
    {
        using var source = HistoryReader.Open(Sample);
        var trained = await Task.Run(() => new ModelTrainer(new TrainingOptions { ThreadCount = 2, MaximumSnapshots = 3, JudgesValueAtEveryOrigin = false }).Train(source));
        var library = new ModelLibrary(models);
        var when = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        library.Promote(ModelFolder.Write(library, trained, when), "first", when);
    }
}
