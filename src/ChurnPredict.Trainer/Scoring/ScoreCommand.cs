using System.CommandLine;
using System.Globalization;
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
        var output = new Option<string>("--out") { HelpName = "FILE", Description = "The Parquet file to write, one row a customer.", Required = true };
        var actions = new Option<bool>("--actions") { Description = "Add the three actions most worth their cost, and mark the holdout group." };
        var catalogue = new Option<string?>("--catalogue") { HelpName = "FILE", Description = "An action catalogue (YAML); the built-in one by default." };
        var budget = new Option<double?>("--budget") { HelpName = "AMOUNT", Description = "Spend at most this much on actions, in the history's currency; the best set within it is chosen." };
        var capacity = new Option<string[]>("--capacity") { HelpName = "CHANNEL=N", Description = "At most N contacts on a channel, as CHANNEL=N; may be repeated.", AllowMultipleArgumentsPerToken = true };
        var memory = HistoryArguments.Memory();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("score", "Scores every customer of a history: risk, value, segments and the five strongest reasons, as Parquet.")
        {
            history, models, model, asOf, output, actions, catalogue, budget, capacity, memory, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            var (id, loaded) = ModelFolder.Read(new ModelLibrary(parsed.GetValue(models)!), parsed.GetValue(model));
            using var source = HistoryArguments.Open(
                terminal, parsed.GetValue(history)!, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), cancellationToken);
            var date = HistoryArguments.ParseAsOf(parsed.GetValue(asOf), source);
            var planning = ActionPlanning.Create(
                parsed.GetValue(actions), parsed.GetValue(catalogue), parsed.GetValue(budget), parsed.GetValue(capacity) ?? [], loaded.Schema, source.Description);
            var run = new BatchScoring(new CustomerScorer(loaded, id, source.Description), planning, threadCount);
            var summary = terminal.Step("scoring", progress => run.Write(source, date, parsed.GetValue(output)!, progress, cancellationToken));
            if (parsed.GetValue(json)) terminal.WriteJson(summary);
            else Write(terminal, summary);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, ScoringSummary summary)
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
        if (summary.Actions is { } actions)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{actions.CustomersWithAction:N0} customers have an action worth its cost, expected net value {actions.NetValue:N0} for {actions.ExpectedCost:N0}; {actions.Holdout:N0} are held out"));
        }

        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Customers:N0} customers as of {summary.AsOf:yyyy-MM-dd} by model {summary.ModelId}, written to {summary.Output}"));
        terminal.Next("churnpredict actions, or serve them: dotnet run -c Release --project src/ChurnPredict.Server");
    }
}
