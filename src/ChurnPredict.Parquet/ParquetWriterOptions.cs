namespace ChurnPredict.Parquet;

/// <summary>How a file is written.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>Page compression.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>Key-value metadata of the footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
