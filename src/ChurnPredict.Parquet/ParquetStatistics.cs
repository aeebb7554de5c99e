namespace ChurnPredict.Parquet;

/// <summary>Smallest and largest value of a column in a row group, where the footer tells them.</summary>
/// <param name="Minimum">In the type that the column is read as (text as <see cref="string"/>); null when not told.</param>
/// <param name="Maximum">In the type that the column is read as; null when not told.</param>
/// <param name="NullCount">Number of nulls; null when not told.</param>
public sealed record ParquetStatistics(object? Minimum, object? Maximum, long? NullCount);
