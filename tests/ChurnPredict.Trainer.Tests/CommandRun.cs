using System.Text.Json;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Tests;

/// <summary>Runs a command in this process and keeps what it said.</summary>
internal sealed class CommandRun
{
    private CommandRun(int exitCode, string output, string error) => (ExitCode, Output, Error) = (exitCode, output, error);

    public int ExitCode { get; }

    public string Output { get; }

    public string Error { get; }

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static CommandRun Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, new Terminal(output, error, isInteractive: false, TimeProvider.System));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
