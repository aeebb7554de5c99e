namespace ChurnPredict.Parquet;

/// <summary>A column of fixed-width values; which <typeparamref name="T"/> belongs to which kind is said at
/// <see cref="ParquetValueKind"/>.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
public sealed class ParquetColumn<T> : ParquetColumn
    where T : unmanaged
{
    /// <summary>Makes a column over existing buffers, which it keeps.</summary>
    /// <param name="field">What the column holds.</param>
    /// <param name="values">One value a row; rows that are null hold the default value.</param>
    /// <param name="validity">One bit a row, 1 = present; null when every row is present.</param>
    public ParquetColumn(ParquetField field, T[] values, ulong[]? validity = null)
        : base(field, values.Length, validity, ParquetValidity.CountNulls(validity, values.Length)) => Values = values;

    /// <summary>One value a row, length <see cref="ParquetColumn.Length"/>; default where the row is null. Owned by the
    /// column.</summary>
    public T[] Values { get; }
}
