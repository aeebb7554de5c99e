namespace ChurnPredict.Parquet;

/// <summary>A row group as the footer describes it: one chunk a leaf of the schema.</summary>
internal sealed record RowGroupMetadata(long RowCount, ColumnChunkMetadata[] Chunks);
