namespace ChurnPredict.History;

/// <summary>Something about the rows of a table that somebody should know, once per kind.</summary>
/// <param name="Table">The table's name in the contract.</param>
/// <param name="Column">The column's name in the contract; null when the row as a whole is meant.</param>
/// <param name="Reason">What was found and what was expected.</param>
/// <param name="Count">Number of rows.</param>
/// <param name="Where">The first such row: file, row group and row, all from 0.</param>
/// <param name="IsLeftOut">Whether the rows were left out of the history; otherwise only the value counts as absent.</param>
/// <param name="IsExpected">Whether this is what <c>history.yaml</c> asked for, such as a filter, or usual, such as guests.</param>
public sealed record HistoryFinding(
    string Table, string? Column, string Reason, long Count, string Where, bool IsLeftOut, bool IsExpected);
