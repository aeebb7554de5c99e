namespace ChurnPredict.Parquet;

/// <summary>How a file is written.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>Page compression.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>Bytes of column buffers that a row group may stand for; what <see cref="ParquetFileWriter.WriteRowGroup"/> gets
    /// beyond that is cut into several row groups. At least 1.</summary>
    public long RowGroupBytes { get; init; } = 256L << 20;

    /// <summary>Threads that encode and compress columns, at least 1. The file is the same with any number.</summary>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Key-value metadata of the footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
