namespace ChurnPredict.Parquet;

/// <summary>How the writer compresses pages.</summary>
public enum ParquetCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy: fast.</summary>
    Snappy,

    /// <summary>Zstandard: small.</summary>
    Zstd,

    /// <summary>Gzip, for old readers.</summary>
    Gzip,
}
