using System.CommandLine;
using System.Globalization;
using ChurnPredict.ModelStore;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Evaluation;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Models;

/// <summary><c>models list | show | promote | rollback</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal) => new("models", "Lists models, shows one, makes one the champion, or goes back to the one before.")
    {
        List(terminal),
        Show(terminal),
        Promote(terminal),
        RollBack(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var models = HistoryArguments.Models();
        var json = HistoryArguments.Json();
        var command = new Command("list", "Lists the models of the folder, newest last, with their out-of-time metrics.") { models, json };
        command.SetAction(parsed =>
        {
            var library = new ModelLibrary(parsed.GetValue(models)!);
            var champion = library.ChampionId();
            var rows = library.Ids().Select(id => (Id: id, Manifest: ModelFolder.ReadManifest(library, id))).ToArray();
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(rows.Select(row => new
                {
                    row.Id,
                    Champion = row.Id == champion,
                    row.Manifest.Learner,
                    row.Manifest.HorizonDays,
                    row.Manifest.TrainedAsOf,
                    row.Manifest.Evaluation.Churn.Auc,
                    row.Manifest.Evaluation.Churn.LogLoss,
                    Grade = row.Manifest.Evaluation.Grade.Letter,
                }));
                return ExitCode.Done;
            }

            var table = new Table().Border(TableBorder.Rounded).AddColumns("Model", "champion", "learner", "horizon", "trained as of", "test", "AUC", "log-loss", "grade");
            foreach (var (id, manifest) in rows)
            {
                table.AddRow(
                    id,
                    id == champion ? "yes" : "",
                    manifest.Learner,
                    $"{manifest.HorizonDays} days",
                    manifest.TrainedAsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    manifest.Evaluation.TestSnapshot.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    manifest.Evaluation.Churn.Auc.ToString("0.0000", CultureInfo.InvariantCulture),
                    manifest.Evaluation.Churn.LogLoss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
                    manifest.Evaluation.Grade.Letter.ToString());
            }

            terminal.Write(table);
            terminal.Next([.. rows.Length == 0 ? ["train", "HISTORY"] : champion is null ? (string[])["models", "promote", rows[^1].Id] : ["models", "show"], "--models", library.Folder]);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Description = "A model's id; the champion by default.", Arity = ArgumentArity.ZeroOrOne };
        var models = HistoryArguments.Models();
        var json = HistoryArguments.Json();
        var command = new Command("show", "Shows one model: options, snapshots, metrics beside the baselines, promotions.") { id, models, json };
        command.SetAction(parsed =>
        {
            var library = new ModelLibrary(parsed.GetValue(models)!);
            var (resolved, model) = ModelFolder.Read(library, parsed.GetValue(id));
            var promotions = library.Promotions().Where(promotion => promotion.Id == resolved).ToArray();
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new { Id = resolved, model.Manifest, Promotions = promotions });
                return ExitCode.Done;
            }

            var manifest = model.Manifest;
            terminal.WriteLine($"{resolved}: {manifest.Learner}, horizon {manifest.HorizonDays} days, {manifest.FeatureCount} features, seed {manifest.Seed}; every hash verified");
            terminal.WriteLine($"options: {manifest.LearnerOptions}; calibration {manifest.Calibration}");
            if (manifest.ValueModel is { } value) terminal.WriteLine($"value: {value}");
            EvaluationPages.Write(terminal, manifest.Evaluation);
            foreach (var promotion in promotions)
                terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"promoted {promotion.When:yyyy-MM-dd HH:mm}: {promotion.Why}"));
            terminal.Next("evaluate", "HISTORY", "--models", library.Folder, "--model", resolved);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Promote(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The model's id." };
        var why = new Option<string>("--why") { HelpName = "TEXT", Description = "The reason, for the log.", DefaultValueFactory = _ => "promoted by hand" };
        var models = HistoryArguments.Models();
        var json = HistoryArguments.Json();
        var command = new Command("promote", "Makes a model the champion.") { id, why, models, json };
        command.SetAction(parsed =>
        {
            var library = new ModelLibrary(parsed.GetValue(models)!);
            var (resolved, _) = ModelFolder.Read(library, parsed.GetValue(id));
            library.Promote(resolved, parsed.GetValue(why)!, terminal.Clock.GetUtcNow());
            return Report(terminal, library, parsed.GetValue(json));
        });
        return command;
    }

    private static Command RollBack(Terminal terminal)
    {
        var models = HistoryArguments.Models();
        var json = HistoryArguments.Json();
        var command = new Command("rollback", "Makes the model before the current champion the champion again.") { models, json };
        command.SetAction(parsed =>
        {
            var library = new ModelLibrary(parsed.GetValue(models)!);
            library.RollBack(terminal.Clock.GetUtcNow());
            return Report(terminal, library, parsed.GetValue(json));
        });
        return command;
    }

    private static int Report(Terminal terminal, ModelLibrary library, bool json)
    {
        var last = library.Promotions()[^1];
        if (json)
        {
            terminal.WriteJson(last);
            return ExitCode.Done;
        }

        terminal.WriteLine($"champion {last.Id}: {last.Why}; before: {last.Before ?? "none"}");
        terminal.Next("models", "list", "--models", library.Folder);
        return ExitCode.Done;
    }
}
