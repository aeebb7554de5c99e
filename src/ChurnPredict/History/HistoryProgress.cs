namespace ChurnPredict.History;

/// <summary>How far reading has come.</summary>
/// <param name="Table">The table being read.</param>
/// <param name="RowsRead">Rows read of it.</param>
/// <param name="RowsTotal">Rows it has.</param>
public readonly record struct HistoryProgress(string Table, long RowsRead, long RowsTotal);
