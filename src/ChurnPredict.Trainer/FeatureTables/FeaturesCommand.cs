using System.CommandLine;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.FeatureTables;

/// <summary><c>features</c>: the feature table of a history as Parquet, or the dictionary of features.</summary>
internal static class FeaturesCommand
{
    public static Command Create(Terminal terminal)
    {
        var history = HistoryArguments.History();
        history.Arity = ArgumentArity.ZeroOrOne;
        var asOf = HistoryArguments.AsOf();
        var output = new Option<string?>("--out") { HelpName = "FILE", Description = "The Parquet file to write: one row a customer, with the label where its window is over." };
        var dictionary = new Option<bool>("--dictionary") { Description = "Print what every feature means instead; with a history, only those that it carries." };
        var memory = HistoryArguments.Memory();
        var threads = HistoryArguments.Threads();
        var json = HistoryArguments.Json();
        var command = new Command("features", "Writes the feature table of a date, or explains the features.") { history, asOf, output, dictionary, memory, threads, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetValue(history);
            var file = parsed.GetValue(output) is { } path ? HistoryArguments.CheckedFile("--out", path, folder) : null;
            if (parsed.GetValue(dictionary) && folder is null)
            {
                DictionaryPage.Write(terminal, FeatureDictionary.Everything(), parsed.GetValue(json));
                return Task.FromResult(ExitCode.Done);
            }

            if (folder is null) throw new WrongUsageException("HISTORY: found nothing, expected a history folder, or --dictionary");
            if (file is null && !parsed.GetValue(dictionary)) throw new WrongUsageException("--out: found nothing, expected the Parquet file to write");
            var threadCount = HistoryArguments.CheckedThreads(parsed.GetValue(threads));
            using var source = HistoryArguments.Open(
                terminal, folder, threadCount, HistoryArguments.ParseBytes("--memory", parsed.GetValue(memory)), cancellationToken: cancellationToken);
            var date = HistoryArguments.ParseAsOf(parsed.GetValue(asOf), source);
            var schema = FeatureSchemaBuilder.Build(source, date);
            if (parsed.GetValue(dictionary)) DictionaryPage.Write(terminal, schema.Features, parsed.GetValue(json));
            if (file is not null) Write(terminal, source, schema, date, file, threadCount, parsed.GetValue(json) && !parsed.GetValue(dictionary), cancellationToken);
            if (!parsed.GetValue(dictionary) && !parsed.GetValue(json)) terminal.Next(["features", folder, "--dictionary", .. HistoryArguments.Again(parsed, asOf, memory)]);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(
        Terminal terminal,
        HistorySource source,
        FeatureSchema schema,
        AsOfDate date,
        string file,
        int threadCount,
        bool asJson,
        CancellationToken cancellationToken)
    {
        var table = terminal.Step("computing features", progress =>
        {
            progress.RowCount = source.CustomerCount;
            return SnapshotBuilder.Build(source, schema, [date], source.Description.Churn, threadCount, progress, cancellationToken)[0];
        });
        terminal.Step("writing the table", progress =>
        {
            progress.RowCount = table.Features.RowCount;
            FeatureTableFile.Write(file, source, table, progress, cancellationToken);
        });
        var leftOut = table.LeftOut.OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
        if (asJson)
        {
            terminal.WriteJson(new { File = file, AsOf = date.Date, Customers = table.Features.RowCount, Features = schema.Count, LeftOut = leftOut });
            return;
        }

        terminal.WriteLine($"{file}: {table.Features.RowCount} customers, {schema.Count} features as of {date.Date:yyyy-MM-dd}");
        foreach (var (status, count) in leftOut) terminal.WriteLine($"left out, {status}: {count}");
    }
}
