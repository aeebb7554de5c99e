using ChurnPredict.History;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Commands;

/// <summary>Tells how many rows of a history went into nothing: whoever only trains or scores would not learn of them otherwise.</summary>
internal static class LeftOutRows
{
    private const int MostReasons = 3;

    /// <summary>Writes a line a table to standard error; nothing where every row counts.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="source">The history, read.</param>
    /// <param name="folder">Its folder.</param>
    public static void Tell(Terminal terminal, HistorySource source, string folder)
    {
        var told = false;
        foreach (var table in source.Quality.Tables.Where(table => table.LeftOut.Values.Sum() > 0))
        {
            var reasons = table.LeftOut.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => FormattableString.Invariant($"{pair.Value:N0} {pair.Key}")).ToArray();
            var more = reasons.Length > MostReasons ? ", …" : string.Empty;
            terminal.Error.WriteLine(FormattableString.Invariant($"note: {table.Table}: {table.LeftOut.Values.Sum():N0} of {table.RowsRead:N0} rows left out ({string.Join(", ", reasons.Take(MostReasons))}{more})"));
            told = true;
        }

        if (told) terminal.Error.WriteLine($"note: {terminal.CommandOf("inspect", folder)} says where they are and what was expected");
    }
}
