namespace ChurnPredict.Parquet;

/// <summary>What the page index says of a data page.</summary>
/// <param name="Offset">Where its header starts, from the start of its chunk.</param>
/// <param name="Size">Bytes of header and body.</param>
/// <param name="FirstRow">Its first row in the row group.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="NullCount">Its nulls.</param>
/// <param name="Bounds">Null when it has none.</param>
internal sealed record WrittenPage(int Offset, int Size, int FirstRow, int RowCount, int NullCount, ValueBounds? Bounds)
{
    public bool IsAllNull => NullCount == RowCount;
}
