namespace ChurnPredict.Parquet;

/// <summary>One flat column of a file: its name and what it holds.</summary>
/// <param name="Name">The column's name, as the file spells it.</param>
/// <param name="Kind">What the column holds.</param>
/// <param name="IsNullable">Whether the column may hold nulls (OPTIONAL).</param>
public sealed record ParquetField(string Name, ParquetValueKind Kind, bool IsNullable = true)
{
    /// <summary>The unit of a <see cref="ParquetValueKind.Timestamp"/> or <see cref="ParquetValueKind.Time"/>; microseconds
    /// otherwise.</summary>
    public ParquetTimeUnit TimeUnit { get; init; } = ParquetTimeUnit.Microseconds;

    /// <summary>Whether a timestamp counts from the UTC epoch; false means local wall time of an unnamed zone.</summary>
    public bool IsAdjustedToUtc { get; init; }

    /// <summary>Digits after the point of a <see cref="ParquetValueKind.Decimal"/>, 0 to 38; 0 otherwise.</summary>
    public int Scale { get; init; }

    /// <summary>Digits in all of a <see cref="ParquetValueKind.Decimal"/>, 1 to 38; 0 otherwise.</summary>
    public int Precision { get; init; }
}
