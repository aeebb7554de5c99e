namespace ChurnPredict.Parquet;

/// <summary>Turns the pages of one column chunk into a column. Pages come in file order.</summary>
internal abstract class ColumnDecoder(FlatColumn column, int rowCount)
{
    protected FlatColumn Column { get; } = column;

    protected int RowCount { get; } = rowCount;

    public bool IsOptional => Column.Element.Repetition == SchemaElement.Optional;

    public ValidityBuilder Validity { get; } = new(rowCount);

    /// <summary>Takes a dictionary page of <paramref name="count"/> plain values.</summary>
    public abstract void ReadDictionary(ReadOnlySpan<byte> body, int count);

    /// <summary>Takes a data page's values; the rows' levels are already in <see cref="Validity"/>.</summary>
    /// <param name="encoding">How the values are written.</param>
    /// <param name="body">The values alone, decompressed.</param>
    /// <param name="firstRow">The page's first row in the row group.</param>
    /// <param name="rowCount">Rows of the page.</param>
    /// <param name="presentCount">How many of them have a value.</param>
    public abstract void ReadValues(PageEncoding encoding, ReadOnlySpan<byte> body, int firstRow, int rowCount, int presentCount);

    /// <summary>The finished column, once every row has been read.</summary>
    public abstract ParquetColumn Finish();

    protected static HybridReader Codes(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) throw new DamagedDataException("a dictionary-encoded page has no bit width");
        if (body[0] > 32) throw new DamagedDataException($"found dictionary codes of {body[0]} bits, expected at most 32");
        return new HybridReader(body[1..], body[0]);
    }

    protected DamagedDataException Unsupported(PageEncoding encoding) =>
        new($"encoding {encoding} ({(int)encoding}) does not exist for physical type {Column.Element.Type}");

    protected static DamagedDataException WithoutDictionary() =>
        new("a dictionary-encoded page comes without a dictionary page before it");

    protected static void CheckSize(ReadOnlySpan<byte> body, long expected)
    {
        if (body.Length < expected) throw new DamagedDataException($"found {body.Length} bytes of values, expected {expected}");
    }
}
