namespace ChurnPredict.Parquet;

/// <summary>A column of a row group, about to be decoded.</summary>
/// <param name="Column">The column.</param>
/// <param name="Chunk">What the footer says of it.</param>
/// <param name="RowCount">Rows of the row group; the pages announce as many.</param>
/// <param name="Pages">Its dictionary and data pages, in file order.</param>
/// <param name="SizeLimit">Bytes that it may take in memory.</param>
internal sealed record ColumnPages(FlatColumn Column, ColumnChunkMetadata Chunk, int RowCount, List<PageLocation> Pages, long SizeLimit);
