namespace ChurnPredict.Parquet;

/// <summary>A top-level leaf of the schema.</summary>
/// <param name="Field">What users see.</param>
/// <param name="Element">What the file says.</param>
/// <param name="LeafIndex">Its place among all leaves, which is the place of its chunk in a row group.</param>
internal sealed record FlatColumn(ParquetField Field, SchemaElement Element, int LeafIndex);
