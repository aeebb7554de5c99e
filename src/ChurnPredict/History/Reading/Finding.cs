namespace ChurnPredict.History;

/// <summary>A kind of thing that rows are found to have.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column; null for the row as a whole.</param>
/// <param name="Kind">What is found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="IsLeftOut">Whether such rows are left out.</param>
/// <param name="IsExpected">Whether it was asked for or is usual.</param>
internal readonly record struct Finding(
    string Table, string? Column, string Kind, string Expected, bool IsLeftOut, bool IsExpected = false);
