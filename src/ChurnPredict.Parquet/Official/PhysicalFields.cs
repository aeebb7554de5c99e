using Net = global::Parquet.Schema;

namespace ChurnPredict.Parquet;

/// <summary>
/// Fields of Parquet.Net that say only how a column is stored, not what it means: so that values come and go as they are stored, without
/// its conversions, which keep times to 100 ns and dates to the years 1 to 9999.
/// </summary>
internal static class PhysicalFields
{
    /// <summary>One field a flat column that is written, in their order.</summary>
    public static Net.DataField[] For(IEnumerable<SchemaElement> elements) => Attached([.. elements.Select(element => FieldOf(element, typeof(int)))]);

    /// <summary>The field to read pages by. DuckDB writes deltas between 32-bit integers with up to 33 bits, which Parquet.Net decodes
    /// wrongly into 32; so pages of nothing but deltas are read as 64-bit integers, whose low half is right for every writer.</summary>
    public static Net.DataField For(ColumnPages pages)
    {
        var holdsOnlyDeltas = pages.Pages.TrueForAll(page => page.Header.Encoding == PageEncoding.DeltaBinaryPacked);
        return Attached([FieldOf(pages.Column.Element, holdsOnlyDeltas ? typeof(long) : typeof(int))])[0];
    }

    /// <summary>A field knows its place and its levels only as a part of a schema.</summary>
    private static Net.DataField[] Attached(Net.DataField[] fields)
    {
        _ = new Net.ParquetSchema(fields);
        return fields;
    }

    private static Net.DataField FieldOf(SchemaElement element, Type int32)
    {
        var type = element.Type switch
        {
            PhysicalType.Boolean => typeof(bool),
            PhysicalType.Int32 => int32,
            PhysicalType.Int64 => typeof(long),
            PhysicalType.Int96 => typeof(DateTime),
            PhysicalType.Float => typeof(float),
            PhysicalType.Double => typeof(double),
            _ => typeof(byte[]),
        };
        return new Net.DataField(element.Name, type, isNullable: element.Repetition != SchemaElement.Required, isArray: false);
    }
}
