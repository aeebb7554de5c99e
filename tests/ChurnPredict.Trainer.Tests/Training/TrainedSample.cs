using System.Text.Json;

namespace ChurnPredict.Trainer.Tests.Training;

/// <summary>One small generated history and one model trained on it, shared by the tests of this folder.</summary>
public sealed class TrainedSample : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedSample()
    {
        Run(0, "generate", "--customers", "900", "--months", "14", "--seed", "31", "--out", History);
        using var document = JsonDocument.Parse(Run(0, "train", History, "--models", Models, "--threads", "2", "--json"));
        Training = document.RootElement.Clone();
        ModelId = Training.GetProperty("model_id").GetString()!;
    }

    public string History => _folder["history"];

    public string Models => _folder["models"];

    public string ModelId { get; }

    public JsonElement Training { get; }

    public string File(string name) => _folder[name];

    /// <summary>Runs a command that must end with an exit code; returns what it printed.</summary>
    public static string Run(int exitCode, params string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.True(run.ExitCode == exitCode, $"exit code {run.ExitCode}, expected {exitCode}: {run.Error}");
        return exitCode == 0 ? run.Output : run.Error;
    }

    public void Dispose() => _folder.Dispose();
}
