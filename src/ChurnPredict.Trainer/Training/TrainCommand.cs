using System.CommandLine;
using System.Globalization;
using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.Training;

/// <summary><c>train</c>: backtest, refit, write, read back, compare, promote.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        var models = HistoryArguments.Models();
        var horizon = new Option<string?>("--horizon") { HelpName = "DURATION", Description = "Length of the churn window, such as 90d or 13w; as history.yaml says by default, else 90d." };
        var asOf = new Option<string?>("--as-of") { HelpName = "DATE", Description = "Train as if this date yyyy-MM-dd were today; by default the day after the last event that is not in the future." };
        var learner = new Option<string>("--learner") { HelpName = "NAME", Description = $"Who fits the trees: {string.Join(", ", Learners.Names)}.", DefaultValueFactory = _ => Learners.Default };
        var budget = new Option<string?>("--budget") { HelpName = "DURATION", Description = "Time for a search over the learner's options, such as 2m or 90s (with --learner auto or mlnet-automl)." };
        var search = new Option<string?>("--search") { HelpName = "FILE", Description = "File (.json) that keeps what a search tried, so that it can go on; in --models by default." };
        var value = new Option<string>("--value") { HelpName = "NAME", Description = $"How expected value is modelled: {string.Join(", ", ValueLearnerOptions.MethodNames)}; auto chooses out of time.", DefaultValueFactory = _ => "auto" };
        var rows = new Option<string>("--rows") { HelpName = "N", Description = "Most customers of a snapshot to learn from, or all; of a larger base a random sample is taken, which the report says.", DefaultValueFactory = _ => TrainingOptions.DefaultSnapshotRows.ToString(CultureInfo.InvariantCulture) };
        var promote = new Option<PromotionRule>("--promote") { HelpName = "RULE", Description = "Make the model the champion: always, never, or only when better beyond chance on the same snapshot.", DefaultValueFactory = _ => PromotionRule.Better };
        var memory = HistoryArguments.Memory();
        var seed = HistoryArguments.Seed();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("train", "Backtests a churn and a value model out of time, refits them on everything, and writes a model folder.")
        {
            history, models, horizon, asOf, learner, budget, search, value, rows, promote, memory, seed, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            var library = new ModelLibrary(parsed.GetValue(models)!);
            var rule = parsed.GetValue(promote);
            var options = new TrainingOptions
            {
                Learner = Learners.Find(parsed.GetValue(learner)!),
                Rivals = Learners.Rivals(parsed.GetValue(learner)!),
                HorizonDays = parsed.GetValue(horizon) is { } text ? HistoryArguments.ParseDays("--horizon", text, TrainingOptions.MaximumHorizonDays) : null,
                Seed = parsed.GetValue(seed),
                ThreadCount = threadCount,
                MaximumSnapshotRows = HistoryArguments.ParseRows("--rows", parsed.GetValue(rows)!),
                SearchBudget = Learners.SearchBudget(parsed.GetValue(learner)!, parsed.GetValue(budget)),
                SearchStatePath = Learners.SearchStatePath(parsed.GetValue(learner)!, parsed.GetValue(search), parsed.GetValue(models)!),
                Clock = terminal.Clock,
                ValueMethod = CheckedValueMethod(parsed.GetValue(value)!),
            };
            TrainingTarget.ThrowIfUnusable(library, rule);
            if (parsed.GetValue(search) is { } file) TrainingTarget.ThrowIfSearchNotWritable(HistoryArguments.CheckedFile("--search", file, history: null));
            using var source = HistoryArguments.Open(
                terminal, parsed.GetValue(history)!, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), cancellationToken: cancellationToken);
            if (parsed.GetValue(asOf) is { } date) options = options with { AsOf = HistoryArguments.ParseAsOf(date, source).Date };
            foreach (var leftOut in Learners.LeftOut(parsed.GetValue(learner)!)) terminal.Error.WriteLine(leftOut);
            var outcome = TrainingRun.Run(terminal, source, library, options, rule, cancellationToken);
            TrainingPages.Write(terminal, outcome, parsed.GetValue(json));
            string[] unlessChampion = library.ChampionId() is null ? ["--model", outcome.ModelId] : [];
            if (!parsed.GetValue(json))
                terminal.Next(["score", parsed.GetValue(history)!, "--models", library.Folder, .. unlessChampion, .. HistoryArguments.Again(parsed, asOf, memory), "--out", "scores.parquet", "--actions"]);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string CheckedValueMethod(string name) => ValueLearnerOptions.MethodNames.Contains(name)
        ? name
        : throw new WrongUsageException($"--value: found '{name}', expected one of {string.Join(", ", ValueLearnerOptions.MethodNames)}");
}
