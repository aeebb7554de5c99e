namespace ChurnPredict.Parquet;

/// <summary>The unit that a timestamp or time of day is counted in.</summary>
public enum ParquetTimeUnit
{
    /// <summary>10⁻³ s.</summary>
    Milliseconds,

    /// <summary>10⁻⁶ s.</summary>
    Microseconds,

    /// <summary>10⁻⁹ s.</summary>
    Nanoseconds,
}
