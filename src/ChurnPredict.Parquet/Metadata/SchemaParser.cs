namespace ChurnPredict.Parquet;

/// <summary>Reads the list of SchemaElement (parquet.thrift).</summary>
internal static class SchemaParser
{
    public static SchemaElement[] ParseList(ref CompactReader reader, CompactType type)
    {
        CompactReader.Expect(type, CompactType.List, "schema");
        var count = reader.ReadListHeader(out var elementType);
        if (count > 0) CompactReader.Expect(elementType, CompactType.Struct, "schema");
        var elements = new List<SchemaElement>();
        for (; count > 0; count--) elements.Add(ParseElement(ref reader));
        return [.. elements];
    }

    private static SchemaElement ParseElement(ref CompactReader reader)
    {
        var element = new SchemaElement();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type)
            {
                case (1, CompactType.Int32): element = element with { Type = (PhysicalType)reader.ReadInt32() }; break;
                case (2, CompactType.Int32): element = element with { TypeLength = reader.ReadInt32() }; break;
                case (3, CompactType.Int32): element = element with { Repetition = reader.ReadInt32() }; break;
                case (4, CompactType.Binary): element = element with { Name = reader.ReadText() }; break;
                case (5, CompactType.Int32): element = element with { ChildCount = reader.ReadInt32() }; break;
                case (6, CompactType.Int32): element = element with { Converted = (ConvertedType)reader.ReadInt32() }; break;
                case (7, CompactType.Int32): element = element with { Scale = reader.ReadInt32() }; break;
                case (8, CompactType.Int32): element = element with { Precision = reader.ReadInt32() }; break;
                case (10, CompactType.Struct): element = element with { Logical = ParseLogicalType(ref reader) }; break;
                default: reader.Skip(type); break;
            }
        }

        return element;
    }

    private static LogicalType ParseLogicalType(ref CompactReader reader)
    {
        var logical = default(LogicalType);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (type != CompactType.Struct) reader.Skip(type);
            else logical = ParseParameters(ref reader, new LogicalType((LogicalTypeKind)id));
        }

        return logical;
    }

    // The parameter structs differ by kind but agree in shape: 1 and 2 are integers, a boolean, or the unit.
    private static LogicalType ParseParameters(ref CompactReader reader, LogicalType logical)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type, logical.Kind)
            {
                case (1, CompactType.Int32, LogicalTypeKind.Decimal): logical = logical with { Scale = reader.ReadInt32() }; break;
                case (2, CompactType.Int32, LogicalTypeKind.Decimal): logical = logical with { Precision = reader.ReadInt32() }; break;
                case (1, CompactType.Byte, LogicalTypeKind.Integer): logical = logical with { BitWidth = reader.ReadByte() }; break;
                case (2, CompactType.True, LogicalTypeKind.Integer): logical = logical with { IsSigned = true }; break;
                case (1, CompactType.True, _): logical = logical with { IsAdjustedToUtc = true }; break;
                case (2, CompactType.Struct, LogicalTypeKind.Time or LogicalTypeKind.Timestamp):
                    logical = logical with { TimeUnit = ParseUnit(ref reader) };
                    break;
                default: reader.Skip(type); break;
            }
        }

        return logical;
    }

    private static ParquetTimeUnit ParseUnit(ref CompactReader reader)
    {
        var unit = ParquetTimeUnit.Microseconds;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            unit = id switch { 1 => ParquetTimeUnit.Milliseconds, 3 => ParquetTimeUnit.Nanoseconds, _ => ParquetTimeUnit.Microseconds };
            reader.Skip(type);
        }

        return unit;
    }
}
