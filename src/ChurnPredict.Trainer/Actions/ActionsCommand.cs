using System.CommandLine;
using ChurnPredict.Features;
using ChurnPredict.Retention;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Actions;

/// <summary><c>actions</c>: prints and validates an action catalogue, and measures its uplifts where a history can.</summary>
internal static class ActionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("FILE") { Description = "The catalogue; the built-in one by default.", Arity = ArgumentArity.ZeroOrOne };
        var history = new Option<string?>("--history") { HelpName = "DIR", Description = "A history whose control groups measure the uplifts." };
        var language = new Option<string>("--language") { HelpName = "LANGUAGE", Description = "Language of the titles.", DefaultValueFactory = _ => LocalizedText.FallbackLanguage };
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("actions", "Prints and validates an action catalogue.") { file, history, language, threads, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            FeatureSchema? schema;
            var measured = parsed.GetValue(history) is { } folder
                ? Measure(terminal, folder, threadCount, cancellationToken, out schema)
                : NotMeasured(out schema);
            var catalogue = parsed.GetValue(file) is { } path ? ActionCatalogue.ReadFrom(path, schema) : ActionCatalogue.ReadBuiltIn();
            var titles = HistoryArguments.CheckedLanguage(
                parsed.GetValue(language)!, catalogue.Actions.SelectMany(action => action.Title.ByLanguage.Keys));
            if (parsed.GetValue(json))
            {
                ActionsPage.WriteJson(terminal, catalogue, measured);
                return Task.FromResult(ExitCode.Done);
            }

            ActionsPage.Write(terminal, catalogue, measured, titles);
            string[] own = parsed.GetValue(file) is { } ownFile ? ["--catalogue", ownFile] : [];
            terminal.Next(["score", parsed.GetValue(history) ?? "HISTORY", "--out", "scores.parquet", "--actions", .. own]);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static IReadOnlyList<MeasuredUplift> Measure(
        Terminal terminal, string folder, int threads, CancellationToken cancellationToken, out FeatureSchema? schema)
    {
        using var source = HistoryArguments.Open(terminal, folder, threads, needsLabel: false, cancellationToken: cancellationToken);
        schema = FeatureSchemaBuilder.Build(source);
        return UpliftEstimator.Estimate(source, cancellationToken);
    }

    private static IReadOnlyList<MeasuredUplift> NotMeasured(out FeatureSchema? schema)
    {
        schema = null;
        return [];
    }
}
