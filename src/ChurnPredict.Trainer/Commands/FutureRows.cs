using ChurnPredict.History;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Commands;

/// <summary>Tells how many rows of a history lie in the future, and which day counts as its last all the same.</summary>
internal static class FutureRows
{
    /// <summary>Writes a line a table to standard error; nothing where every row lies in the past.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="source">The history, read.</param>
    /// <param name="folder">Its folder.</param>
    public static void Tell(Terminal terminal, HistorySource source, string folder)
    {
        var tables = source.Quality.Tables.Where(table => table.RowsInFuture > 0).ToArray();
        foreach (var table in tables)
            terminal.Error.WriteLine(FormattableString.Invariant($"note: {table.Table}: {table.RowsInFuture:N0} of {table.RowsKept:N0} rows in the future, the last on {source.TimeAxis.LocalDate(table.LastAt!.Value):yyyy-MM-dd}"));

        if (tables.Length == 0) return;
        var why = source.Description.Churn.Kind == ChurnKind.Label ? "as churn.as_of in history.yaml says"
            : source.Quality.Tables.Max(table => table.LastPastAt) == source.LastEventAt ? "by the last row that does not"
            : "by the last of all, as these are more than 1 %: the clock may be wrong";
        terminal.Error.WriteLine(FormattableString.Invariant($"note: the history counts as known until {source.DayAfterLastEvent.Date:yyyy-MM-dd}, {why}; {terminal.CommandOf("inspect", folder)} says what to check"));
    }
}
