namespace ChurnPredict.Parquet;

/// <summary>Where a part of the page index stands in the file.</summary>
internal readonly record struct IndexLocation(long Offset, int Length);
