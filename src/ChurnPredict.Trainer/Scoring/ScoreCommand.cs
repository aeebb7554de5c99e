using System.CommandLine;
using System.Globalization;
using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Scoring;

/// <summary><c>score</c>: rescoring of the whole base to Parquet.</summary>
internal static class ScoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        var models = HistoryArguments.Models();
        var model = HistoryArguments.Model();
        var asOf = HistoryArguments.AsOf();
        var target = new Option<string>("--out") { HelpName = "FILE", Description = "The Parquet file to write, one row a customer.", Required = true };
        var actions = new Option<bool>("--actions") { Description = "Add the three actions most worth their cost, and mark the holdout group." };
        var catalogue = new Option<string?>("--catalogue") { HelpName = "FILE", Description = "An action catalogue (YAML); the built-in one by default." };
        var budget = new Option<double?>("--budget") { HelpName = "AMOUNT", Description = "Spend at most this much on actions, in the history's currency; the best set within it is chosen." };
        var capacity = new Option<string[]>("--capacity") { HelpName = "CHANNEL=N", Description = "At most N contacts on a channel, as CHANNEL=N; may be repeated.", AllowMultipleArgumentsPerToken = true };
        var previous = new Option<string?>("--previous") { HelpName = "FILE", Description = "An earlier score file: a customer keeps the tier that stands there until a cut-off is clearly crossed." };
        var changedSince = new Option<string?>("--changed-since")
        {
            HelpName = "FILE|ID",
            Description = "Write only customers whose tier differs from that in a score file (which also stands in for --previous), or from that of another model.",
        };
        var memory = HistoryArguments.Memory();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("score", "Scores every customer of a history: risk, value, segments and the five strongest reasons, as Parquet.")
        {
            history, models, model, asOf, target, actions, catalogue, budget, capacity, previous, changedSince, memory, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            var (folder, output) = (parsed.GetValue(history)!, HistoryArguments.CheckedFile("--out", parsed.GetValue(target)!, parsed.GetValue(history)!));
            var library = new ModelLibrary(parsed.GetValue(models)!);
            var (id, loaded) = ModelFolder.Read(library, parsed.GetValue(model));
            var comparison = TierComparison.Read(library, parsed.GetValue(previous), parsed.GetValue(changedSince));
            var fingerprint = HistoryFingerprint.Of(folder);
            using var source = HistoryArguments.Open(
                terminal, folder, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), needsLabel: false, cancellationToken: cancellationToken);
            comparison.Check(terminal, source);
            var date = HistoryArguments.ParseAsOf(parsed.GetValue(asOf), source);
            var options = new BatchScoringOptions
            {
                Planning = ActionPlanning.Create(
                    parsed.GetValue(actions), parsed.GetValue(catalogue), parsed.GetValue(budget), parsed.GetValue(capacity) ?? [], loaded.Schema, source.Description),
                HeldTiers = comparison.Held,
                ChangedSince = comparison.ChangedSince(source.Description, threadCount),
                ThreadCount = threadCount,
            };
            var scorer = new CustomerScorer(loaded, id, source.Description);
            MissingInputs.Warn(terminal, source, loaded.Schema);
            TellOfHindsight(terminal, id, loaded.Manifest.TrainedAsOf, date.Date, [folder, "--models", library.Folder, "--model", id]);
            using var parts = ScoringParts.Open(output, ScoringKey.Of(scorer, options, date, fingerprint), options.PartCount(source.CustomerCount));
            var summary = Run(terminal, new BatchScoring(scorer, options), parts, source, date, output, cancellationToken);
            if (summary is null) return Task.FromResult(ExitCode.Failed);
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(summary);
                return Task.FromResult(ExitCode.Done);
            }

            Write(terminal, summary, loaded.FinalValue is not null, source.Description.Currency);
            WriteNext(terminal, library, id, folder, HistoryArguments.Again(parsed, catalogue));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>Scores of the past by a model that has seen what followed look better than those of the future will be.</summary>
    private static void TellOfHindsight(Terminal terminal, string modelId, DateOnly trainedAsOf, DateOnly date, string[] evaluated)
    {
        if (date >= trainedAsOf) return;
        terminal.Error.WriteLine(FormattableString.Invariant(
            $"note: as of {date:yyyy-MM-dd}: the model {modelId} learned from what came until {trainedAsOf:yyyy-MM-dd}; to judge it use: {terminal.CommandOf(["evaluate", .. evaluated])}"));
    }

    /// <summary>The server serves the champion alone.</summary>
    private static void WriteNext(Terminal terminal, ModelLibrary library, string id, string history, IEnumerable<string> options)
    {
        if (library.ChampionId() == id) terminal.NextServer(["--models", library.Folder, "--history", history, .. options]);
        else terminal.Next("models", "promote", id, "--models", library.Folder);
    }

    /// <returns>null when the run was stopped.</returns>
    private static ScoringSummary? Run(
        Terminal terminal, BatchScoring scoring, ScoringParts parts, HistorySource source, AsOfDate asOf, string output, CancellationToken cancellationToken)
    {
        if (parts.StartedAnew is { } reason) terminal.Error.WriteLine($"starting anew, the parts in {parts.Folder} are of another run: {reason}");
        if (parts.FoundCount > 0) terminal.Error.WriteLine($"continuing a stopped run: {parts.FoundCount} of {parts.Count} parts are done");
        try
        {
            terminal.Step("scoring", progress =>
            {
                progress.RowCount = source.CustomerCount;
                scoring.WriteParts(parts, source, asOf, progress, cancellationToken);
            });
        }
        catch (OperationCanceledException)
        {
            terminal.Fail($"stopped; the parts that are done stand in {parts.Folder}, and the same command continues there", ExitCode.Failed);
            return null;
        }

        return terminal.Step("putting the parts together", progress =>
        {
            progress.RowCount = source.CustomerCount;
            return scoring.Assemble(parts, asOf, output, progress);
        });
    }

    private static void Write(Terminal terminal, ScoringSummary summary, bool hasValue, string? currency)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Customers").AddColumn(new TableColumn("number").RightAligned())
            .AddColumn(new TableColumn("mean churn probability").RightAligned()).AddColumn(new TableColumn("value at risk").RightAligned());
        foreach (var group in summary.Groups)
        {
            table.AddRow(
                group.Name,
                group.Customers.ToString("N0", CultureInfo.InvariantCulture),
                group.MeanChurnProbability?.ToString("0.0%", CultureInfo.InvariantCulture) ?? "",
                group.ValueAtRisk?.ToString("N0", CultureInfo.InvariantCulture) ?? "");
        }

        terminal.Write(table);
        if (!hasValue)
        {
            terminal.WriteLine("the model has no value part, hence no value at risk and no action worth its cost: what it learned from has no purchases, "
                + "or none of the windows that value is learned from was over");
        }
        else if (summary.Groups.All(group => group.ValueAtRisk is null))
        {
            terminal.WriteLine("the model knows no margin, hence no value at risk and no action worth its cost: give transactions a margin column, or history.yaml "
                + "gross_margin: 0.35 (a share of the price), and train again");
        }
        else if (summary.Actions is { } actions)
        {
            terminal.WriteLine(actions.Tell(currency));
        }

        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Customers:N0} customers as of {summary.AsOf:yyyy-MM-dd} by model {summary.ModelId}, {(summary.Written == summary.Customers ? "" : $"{summary.Written:N0} of them with another tier, ")}written to {summary.Output}"));
    }
}
