namespace ChurnPredict.History;

/// <summary>All runs of one table, in memory, and what was noticed while reading them.</summary>
/// <param name="Table">The table.</param>
/// <param name="Binding">Which columns were read.</param>
/// <param name="Tally">Counts.</param>
/// <param name="FileCount">Number of files.</param>
/// <param name="Runs">In the order of the files.</param>
internal sealed record TableRuns(TableSpec Table, TableBinding Binding, TableTally Tally, int FileCount, IRunStore Runs);
