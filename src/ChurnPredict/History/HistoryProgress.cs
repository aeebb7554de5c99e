namespace ChurnPredict.History;

/// <summary>How far reading has come.</summary>
/// <param name="Table">The table being read.</param>
/// <param name="RowsRead">Rows read so far, of all tables.</param>
/// <param name="RowsTotal">Rows that all tables have.</param>
public readonly record struct HistoryProgress(string Table, long RowsRead, long RowsTotal);
