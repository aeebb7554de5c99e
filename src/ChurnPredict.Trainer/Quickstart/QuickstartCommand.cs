using System.CommandLine;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Texts;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Evaluation;
using ChurnPredict.Trainer.Terminals;
using ChurnPredict.Trainer.Training;

namespace ChurnPredict.Trainer.Quickstart;

/// <summary><c>quickstart</c>: the main job on the bundled sample.</summary>
internal static class QuickstartCommand
{
    private const string SamplePath = "training-data/sample";

    public static Command Create(Terminal terminal)
    {
        var sample = new Option<string?>("--sample") { HelpName = "DIR", Description = $"The history to show it on; {SamplePath} by default." };
        var models = HistoryArguments.Models();
        var language = new Option<string>("--language") { HelpName = "LANGUAGE", Description = "Language of reasons and actions: en or ja.", DefaultValueFactory = _ => "en" };
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("quickstart", "The main job on the bundled sample: inspect, train, evaluate, score, and the twenty customers to call first.")
        {
            sample, models, language, threads, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            var spoken = HistoryArguments.CheckedLanguage(parsed.GetValue(language)!, LanguageTexts.Languages);
            var folder = parsed.GetValue(sample) ?? FindSample();
            var library = new ModelLibrary(parsed.GetValue(models)!);
            TrainingTarget.ThrowIfUnusable(library, PromotionRule.Better);
            using var source = HistoryArguments.Open(terminal, folder, threadCount, cancellationToken: cancellationToken);
            var outcome = TrainingRun.Run(terminal, source, library, new TrainingOptions { ThreadCount = threadCount, JudgesValueAtEveryOrigin = false }, PromotionRule.Better, cancellationToken);
            var calls = terminal.Step("scoring", _ => CallList.Make(source, outcome, spoken, threadCount));
            if (parsed.GetValue(json))
            {
                terminal.WriteJson(new { outcome.ModelId, Evaluation = EvaluationDocument.Of(outcome.ModelId, outcome.Model.Manifest.Evaluation), Customers = calls });
                return Task.FromResult(ExitCode.Done);
            }

            EvaluationPages.Write(terminal, outcome.Model.Manifest.Evaluation);
            CallPages.Write(terminal, calls);
            terminal.WriteLine($"model {outcome.ModelId} is in {library.Folder}; your own data: {terminal.CommandOf("import", "csv", "FILE")}, or a folder of Parquet tables (see README.md)");
            terminal.NextServer("--models", library.Folder, "--history", folder);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>The sample stands in the repository: looked for here and in the folders above.</summary>
    private static string FindSample()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, SamplePath);
            if (Directory.Exists(candidate)) return Path.GetRelativePath(Environment.CurrentDirectory, candidate);
        }

        throw new WrongUsageException($"found no {SamplePath} here or above, expected it; run inside the repository or give --sample HISTORY");
    }
}
