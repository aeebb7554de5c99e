using System.CommandLine;
using ChurnPredict.History;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Import;

/// <summary><c>import</c>: public and CSV formats become a history folder, with the history.yaml that the next command needs.</summary>
internal static class ImportCommand
{
    private static readonly IImporter[] Importers =
        [new OnlineRetailImporter(), new CdnowImporter(), new CompleteJourneyImporter(), new ClickstreamImporter(), new TelcoImporter(), new CsvImporter()];

    public static Command Create(Terminal terminal)
    {
        var format = new Argument<string>("FORMAT") { Description = string.Join("; ", Importers.Select(importer => $"{importer.Format}: {importer.Input}")) };
        format.AcceptOnlyFromAmong([.. Importers.Select(importer => importer.Format)]);
        var input = new Argument<string>("INPUT") { Description = "The file or folder to import." };
        var folder = new Option<string>("--out") { HelpName = "DIR", Description = "The history folder to write; an earlier import in it is replaced, another history refused.", Required = true };
        var mapping = new Option<string?>("--mapping") { HelpName = "FILE", Description = "For csv: the YAML file that maps the CSV's columns." };
        var population = new Option<string?>("--population") { HelpName = "NAME", Description = "Who is scored and trained on: active, or all who ever bought; by default what suits the format." };
        population.AcceptOnlyFromAmong("active", "all");
        var json = HistoryArguments.Json();
        var command = new Command("import", "Turns public and CSV formats into a history folder.") { format, input, folder, mapping, population, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new ImportRequest(parsed.GetValue(input)!, parsed.GetValue(mapping), parsed.GetValue(population) switch
            {
                "active" => ChurnPopulation.Active,
                "all" => ChurnPopulation.All,
                _ => null,
            });
            var importer = Importers.Single(each => each.Format == parsed.GetValue(format));
            return Task.FromResult(Run(terminal, importer, request, parsed.GetValue(folder)!, parsed.GetValue(json), cancellationToken));
        });
        return command;
    }

    private static int Run(Terminal terminal, IImporter importer, ImportRequest request, string folder, bool asJson, CancellationToken cancellationToken)
    {
        if (importer.Format == "csv" && request.Mapping is null) throw new WrongUsageException("import csv: found no --mapping, expected --mapping FILE, a YAML file that maps the CSV's columns");
        var tally = new ImportTally();
        using var writer = new HistoryFolderWriter(folder);
        terminal.Step($"importing {importer.Format}", _ =>
        {
            var (description, notes) = importer.Import(request, writer, tally, cancellationToken);
            writer.Complete(description, importer.Format, notes);
        });
        if (writer.EditedDescriptionCopy is { } copy)
        {
            terminal.Error.WriteLine($"{HistoryDescriptionFile.FileName} was edited since the last import, or is of an earlier version; "
                + $"it is kept as {copy}: copy the settings that shall stay into the new one");
        }

        if (asJson) WriteJson(terminal, importer, folder, writer, tally);
        else WriteTables(terminal, folder, writer, tally);
        return ExitCode.Done;
    }

    private static void WriteJson(Terminal terminal, IImporter importer, string folder, HistoryFolderWriter writer, ImportTally tally) => terminal.WriteJson(new
    {
        Folder = folder,
        importer.Format,
        tally.RowsRead,
        Tables = writer.Tables.ToDictionary(table => table.Name, table => table.RowCount),
        writer.EditedDescriptionCopy,
        LeftOut = tally.LeftOut.Select(entry => new { Reason = entry.Key, Rows = entry.Value.Count, entry.Value.First }),
        Notes = tally.Notes.Select(entry => new { What = entry.Key, Rows = entry.Value.Count, entry.Value.First }),
    });

    private static void WriteTables(Terminal terminal, string folder, HistoryFolderWriter writer, ImportTally tally)
    {
        var table = new Table().AddColumns("what", "rows", "first");
        table.Columns[1].RightAligned();
        table.AddRow("read", $"{tally.RowsRead:N0}", "");
        foreach (var (name, rows) in writer.Tables) table.AddRow($"written to {name}", $"{rows:N0}", "");
        foreach (var (reason, (count, first)) in tally.LeftOut) table.AddRow(Markup.Escape($"left out: {reason}"), $"{count:N0}", Markup.Escape(first));
        foreach (var (what, (count, first)) in tally.Notes) table.AddRow(Markup.Escape($"of these {what}"), $"{count:N0}", Markup.Escape(first));
        terminal.Write(table);
        terminal.Next("inspect", folder);
    }
}
