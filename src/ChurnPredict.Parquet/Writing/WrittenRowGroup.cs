namespace ChurnPredict.Parquet;

/// <summary>A row group that stands in the file already.</summary>
internal sealed record WrittenRowGroup(long RowCount, WrittenChunk[] Chunks);
