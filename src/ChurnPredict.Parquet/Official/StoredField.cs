using global::Parquet;
using global::Parquet.Meta;
using global::Parquet.Schema;

namespace ChurnPredict.Parquet;

/// <summary>How Parquet.Net is asked for a column. DuckDB writes deltas between 32-bit integers with up to 33 bits, which Parquet.Net
/// decodes wrongly into 32; so a chunk of nothing but deltas is read as 64-bit integers, whose low half is right for every writer.</summary>
internal sealed class StoredField
{
    private readonly DataField _field;
    private readonly DataField _wide;

    private StoredField(DataField field, DataField wide) => (_field, _wide) = (field, wide);

    /// <summary>One a flat column, in their order.</summary>
    public static StoredField[] For(SchemaElement[] elements)
    {
        var (fields, wide) = (PhysicalFields.For(elements, typeof(int)), PhysicalFields.For(elements, typeof(long)));
        return [.. fields.Zip(wide, (field, other) => new StoredField(field, other))];
    }

    /// <summary>The field for what a row group holds.</summary>
    /// <exception cref="DamagedDataException">Parquet.Net would take it for something else.</exception>
    public DataField In(ParquetRowGroupReader group)
    {
        var metadata = group.GetMetadata(_field)?.MetaData;
        if (_field.ClrType == typeof(bool) && metadata is not null && HoldsRunLengths(metadata))
            throw new DamagedDataException("Parquet.Net cannot read it: its booleans are run-length encoded");
        return _field.ClrType == typeof(int) && HoldsOnlyDeltas(metadata?.Encodings) ? _wide : _field;
    }

    /// <summary>Run lengths among the encodings are those of the levels, unless there are none or no other encoding.</summary>
    private bool HoldsRunLengths(ColumnMetaData metadata) =>
        metadata.EncodingStats?.Exists(pages => pages.Encoding == Encoding.RLE) == true
        || (metadata.Encodings.Contains(Encoding.RLE) && (!_field.IsNullable || !metadata.Encodings.Contains(Encoding.PLAIN)));

    private static bool HoldsOnlyDeltas(List<Encoding>? encodings) => encodings is not null
        && encodings.Contains(Encoding.DELTA_BINARY_PACKED)
        && encodings.TrueForAll(encoding => encoding is Encoding.DELTA_BINARY_PACKED or Encoding.RLE or Encoding.BIT_PACKED);
}
