namespace ChurnPredict.History;

/// <summary>What was read of one table.</summary>
/// <param name="Table">The table's name in the contract.</param>
/// <param name="RowsRead">Rows in the files.</param>
/// <param name="RowsKept">Rows that went into the history.</param>
/// <param name="LeftOut">Reason → number of rows left out.</param>
public sealed record TableQuality(string Table, long RowsRead, long RowsKept, IReadOnlyDictionary<string, long> LeftOut);
