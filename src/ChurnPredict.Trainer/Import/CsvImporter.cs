using System.Globalization;
using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>Any CSV files by a YAML mapping: <c>history</c> (what history.yaml shall say) and <c>tables</c> (see
/// <see cref="CsvTableMapping"/>). Ids such as <c>17850.0</c> stay as written; times without offset are the history's local times.</summary>
internal sealed class CsvImporter : IImporter
{
    public string Format => "csv";

    public string Input => "a CSV file, or the folder of several, with --mapping FILE";

    public (HistoryDescription Description, string Notes) Import(
        ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken)
    {
        var (tables, description) = CsvTableMapping.ReadFile(request.Mapping
            ?? throw new InvalidCustomerDataException("import csv: found no --mapping, expected a YAML file that maps the CSV's columns"));
        foreach (var table in tables) Write(request, table, folder.Table(table.Table), tally, cancellationToken);
        if (request.Population is { } population) description = description with { Churn = description.Churn with { Population = population } };
        return (description, "");
    }

    private static void Write(ImportRequest request, CsvTableMapping mapping, TableWriter table, ImportTally tally, CancellationToken cancellationToken)
    {
        using var text = DelimitedText.Open(PathOf(request, mapping), tally, [], mapping.Delimiter, mapping.Encoding);
        var kinds = HistoryContract.Columns(mapping.Table).ToDictionary(column => column.Name, StringComparer.Ordinal);
        var cells = mapping.Columns.Select(column => new CsvCell(text, mapping, table, kinds[column.Key], column.Value))
            .Concat(mapping.Attributes.Select(column => new CsvCell(text, mapping, table, new ContractColumn(column.Key, ContractColumnKind.Text, false), column.Value)))
            .Concat(mapping.Numbers.Select(column => new CsvCell(text, mapping, table, new ContractColumn(column.Key, ContractColumnKind.Number, false), column.Value)))
            .ToArray();
        while (text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var missing = Array.Find(cells, cell => !cell.Read());
            if (missing is not null)
            {
                tally.LeaveOut(missing.WhatIsMissing, text.Where);
                continue;
            }

            foreach (var cell in cells) cell.Write(tally);
            table.EndRow();
        }
    }

    private static string PathOf(ImportRequest request, CsvTableMapping mapping)
    {
        var isFolder = Directory.Exists(request.Input);
        if (mapping.File is { } file) return Path.Combine(isFolder ? request.Input : Path.GetDirectoryName(request.Input)!, file);
        return !isFolder ? request.Input : throw new InvalidCustomerDataException(
            $"{request.Mapping}: found no file under tables.{mapping.Table}, expected the name of its CSV, as {request.Input} is a folder");
    }
}
