using ChurnPredict.History;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>The report as JSON.</summary>
internal static class InspectionDocument
{
    public static object Of(string folder, HistoryInspection inspection, IReadOnlyList<InspectionCheck> checks) => new
    {
        History = folder,
        Grade = checks.Max(check => check.Grade),
        Customers = inspection.Source.CustomerCount,
        FirstDay = inspection.Source.TimeAxis.LocalDate(inspection.Source.FirstEventAt),
        LastDay = inspection.Source.TimeAxis.LocalDate(inspection.Source.LastEventAt),
        inspection.Source.TimeAxis.ZoneId,
        inspection.Source.Description.Currency,
        inspection.Source.Quality.Currencies,
        Tables = inspection.Tables.Select(table => OfTable(table, inspection.Source.TimeAxis)),
        inspection.Snapshot,
        Checks = checks,
    };

    private static object OfTable(TableInspection table, TimeAxis axis) => new
    {
        table.Quality.Table,
        table.Quality.FileCount,
        table.Quality.RowsRead,
        table.Quality.RowsKept,
        FirstDay = table.Quality.FirstAt is { } first ? axis.LocalDate(first) : (DateOnly?)null,
        LastDay = table.Quality.LastAt is { } last ? axis.LocalDate(last) : (DateOnly?)null,
        table.Customers,
        table.Orphans,
        table.Duplicates,
        table.Quality.Refunds,
        table.InFuture,
        table.BeforeSignUp,
        table.Quality.Nulls,
        table.Quality.UnusedColumns,
        table.Quality.LeftOut,
        table.Quality.Findings,
    };
}
