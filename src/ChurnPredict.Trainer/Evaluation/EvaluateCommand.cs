using System.CommandLine;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Evaluation;

/// <summary><c>evaluate</c>: out-of-time metrics beside the naive baselines.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        var models = HistoryArguments.Models();
        var model = HistoryArguments.Model();
        var memory = HistoryArguments.Memory();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("evaluate", "Judges a model out of time, beside the naive baselines, on the last snapshot of the history that has labels.")
        {
            history, models, model, memory, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            var (id, loaded) = ModelFolder.Read(new ModelLibrary(parsed.GetValue(models)!), parsed.GetValue(model));
            using var source = HistoryArguments.Open(
                terminal, parsed.GetValue(history)!, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), cancellationToken: cancellationToken);
            MissingInputs.Warn(terminal, source, loaded.Schema);
            var report = terminal.Step("evaluating", progress =>
            {
                progress.RowCount = source.CustomerCount;
                return ModelEvaluation.Run(source, loaded, threadCount, progress, cancellationToken);
            });
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(EvaluationDocument.Of(id, report));
                return Task.FromResult(ExitCode.Done);
            }

            terminal.WriteLine($"model {id}");
            EvaluationPages.Write(terminal, report);
            terminal.Next(["score", parsed.GetValue(history)!, "--models", parsed.GetValue(models)!, .. HistoryArguments.Again(parsed, model, memory), "--out", "scores.parquet"]);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
