namespace ChurnPredict.Parquet;

/// <summary>A page: its header and where its body stands in the file.</summary>
internal readonly record struct PageLocation(PageHeader Header, long BodyOffset);
