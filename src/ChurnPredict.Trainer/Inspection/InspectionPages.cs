using ChurnPredict.History;
using ChurnPredict.Trainer.Terminals;
using Spectre.Console;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>The report as tables.</summary>
internal static class InspectionPages
{
    public static void Write(Terminal terminal, HistoryInspection inspection, IReadOnlyList<InspectionCheck> checks)
    {
        terminal.WriteLine($"{inspection.Source.CustomerCount:N0} customers, time zone {inspection.Source.TimeAxis.ZoneId}");
        terminal.Write(Tables(inspection));
        if (inspection.Tables.Any(table => table.Quality.Nulls.Count > 0)) terminal.Write(Nulls(inspection));
        terminal.Write(Checks(checks));
        var worst = checks.Max(check => check.Grade);
        terminal.WriteLine(worst switch
        {
            InspectionGrade.Pass => "pass: fit for training",
            InspectionGrade.Warn => "warn: usable; look at the warnings",
            _ => "fail: not fit for training as it is; see what to do above",
        });
    }

    private static Table Tables(HistoryInspection inspection)
    {
        var table = new Table().AddColumns("table", "rows read", "kept", "left out", "customers", "first day", "last day", "duplicates", "refunds", "orphans");
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();
        foreach (var entry in inspection.Tables)
        {
            var quality = entry.Quality;
            table.AddRow(
                quality.Table, $"{quality.RowsRead:N0}", $"{quality.RowsKept:N0}", $"{quality.RowsRead - quality.RowsKept:N0}", $"{entry.Customers:N0}",
                Day(quality.FirstAt, inspection.Source.TimeAxis), Day(quality.LastAt, inspection.Source.TimeAxis), $"{entry.Duplicates:N0}",
                quality.Table == "transactions" ? $"{quality.Refunds:N0}" : "", entry.Orphans is { } orphans ? $"{orphans:N0}" : "");
        }

        return table;
    }

    private static Table Nulls(HistoryInspection inspection)
    {
        var table = new Table().AddColumns("nulls in", "rows", "share");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var quality in inspection.Tables.Select(entry => entry.Quality))
        {
            foreach (var (column, count) in quality.Nulls)
                table.AddRow(Markup.Escape($"{quality.Table}.{column}"), $"{count:N0}", $"{(double)count / long.Max(1, quality.RowsRead):P1}");
        }

        return table;
    }

    private static Table Checks(IReadOnlyList<InspectionCheck> checks)
    {
        var table = new Table().AddColumns("", "check", "found", "what to do");
        foreach (var check in checks.OrderByDescending(check => check.Grade))
        {
            var grade = check.Grade switch
            {
                InspectionGrade.Fail => "[red]fail[/]",
                InspectionGrade.Warn => "[yellow]warn[/]",
                _ => "[green]pass[/]",
            };
            table.AddRow(grade, Markup.Escape(check.Check), Markup.Escape(check.Found), Markup.Escape(check.Advice ?? ""));
        }

        return table;
    }

    private static string Day(long? instant, TimeAxis axis) => instant is { } at ? $"{axis.LocalDate(at):yyyy-MM-dd}" : "";
}
