namespace ChurnPredict.Parquet;

/// <summary>The values of one column in one row group, in row order.</summary>
public abstract class ParquetColumn
{
    private protected ParquetColumn(ParquetField field, int length, ulong[]? validity, int nullCount)
    {
        Field = field;
        Length = length;
        Validity = validity;
        NullCount = nullCount;
    }

    /// <summary>What the column holds.</summary>
    public ParquetField Field { get; }

    /// <summary>Number of rows, nulls included.</summary>
    public int Length { get; }

    /// <summary>Number of nulls among the rows, 0 to <see cref="Length"/>.</summary>
    public int NullCount { get; }

    /// <summary>One bit a row, least significant first, 1 = present; null when no row is null. Owned by the column.</summary>
    public ulong[]? Validity { get; }

    /// <summary>Whether <paramref name="row"/> is null.</summary>
    /// <param name="row">0 to <see cref="Length"/> − 1.</param>
    public bool IsNull(int row) => Validity is not null && (Validity[row >> 6] >> (row & 63) & 1) == 0;
}
