using Net = global::Parquet.Schema;

namespace ChurnPredict.Parquet;

/// <summary>
/// Fields of Parquet.Net that say only how a column is stored, not what it means: so that values come and go as they are stored, without
/// its conversions, which keep times to 100 ns and dates to the years 1 to 9999.
/// </summary>
internal static class PhysicalFields
{
    /// <summary>One field a flat column, in their order.</summary>
    /// <param name="elements">The columns.</param>
    /// <param name="int32">As what 32-bit integers are read.</param>
    public static Net.DataField[] For(IEnumerable<SchemaElement> elements, Type int32)
    {
        Net.DataField[] fields = [.. elements.Select(element => FieldOf(element, int32))];
        // A field knows its place and its levels only as a part of a schema.
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
