using System.CommandLine;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Inspection;

/// <summary><c>inspect</c>: the input-quality report; ends with exit code 3 when a check fails.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        var threads = HistoryArguments.Threads();
        var memory = HistoryArguments.Memory();
        var json = HistoryArguments.Json();
        var command = new Command("inspect", "Reports the quality of a history: what is there, what was left out and why, and whether it is enough to train.")
        {
            history, threads, memory, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var memoryBytes = HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory));
            using var source = HistoryArguments.Read(
                terminal, parsed.GetValue(history)!, HistoryArguments.CheckedThreads(parsed.GetValue(threads)), memoryBytes, needsLabel: false, cancellationToken);
            var inspection = HistoryInspection.Of(source, cancellationToken);
            var checks = InspectionChecks.Of(inspection);
            var folder = parsed.GetValue(history)!;
            var isFit = checks.All(check => check.Grade != InspectionGrade.Fail);
            if (parsed.GetValue(json)) terminal.WriteJson(InspectionDocument.Of(folder, inspection, checks));
            else InspectionPages.Write(terminal, inspection, checks);
            if (isFit && !parsed.GetValue(json)) terminal.Next(["train", folder, .. HistoryArguments.Again(parsed, memory)]);
            return Task.FromResult(isFit ? ExitCode.Done : ExitCode.BadData);
        });
        return command;
    }
}
