namespace ChurnPredict.Parquet;

/// <summary>One row group of a file.</summary>
/// <param name="Index">0 to row groups − 1.</param>
/// <param name="RowCount">Rows in it.</param>
/// <param name="Statistics">By column name: what the footer says of the column's values; columns without statistics are
/// absent.</param>
public sealed record ParquetRowGroup(int Index, int RowCount, IReadOnlyDictionary<string, ParquetStatistics> Statistics);
