using System.Text;

namespace ChurnPredict.Parquet;

/// <summary>Writes FileMetaData (parquet.thrift).</summary>
internal static class FooterWriter
{
    private const int FormatVersion = 2;

    public static byte[] Write(
        IReadOnlyList<SchemaElement> elements, IReadOnlyList<WrittenRowGroup> groups, IReadOnlyDictionary<string, string> metadata)
    {
        var writer = new CompactWriter();
        writer.BeginElementStruct();
        writer.Int32(1, FormatVersion);
        WriteSchema(writer, elements);
        writer.Int64(3, groups.Sum(group => group.RowCount));
        writer.List(4, CompactType.Struct, groups.Count);
        foreach (var group in groups) WriteRowGroup(writer, group);
        if (metadata.Count > 0) WriteMetadata(writer, metadata);
        writer.Text(6, "ChurnPredict version 1.0.0");
        WriteColumnOrders(writer, elements.Count);
        writer.EndStruct();
        return writer.Written.ToArray();
    }

    private static void WriteSchema(CompactWriter writer, IReadOnlyList<SchemaElement> elements)
    {
        writer.List(2, CompactType.Struct, elements.Count + 1);
        writer.BeginElementStruct();
        writer.Text(4, "schema");
        writer.Int32(5, elements.Count);
        writer.EndStruct();
        foreach (var element in elements) WriteElement(writer, element);
    }

    private static void WriteElement(CompactWriter writer, SchemaElement element)
    {
        writer.BeginElementStruct();
        writer.Int32(1, (int)element.Type!.Value);
        if (element.TypeLength > 0) writer.Int32(2, element.TypeLength);
        writer.Int32(3, element.Repetition);
        writer.Text(4, element.Name);
        if (element.Converted is { } converted) writer.Int32(6, (int)converted);
        if (element.Logical.Kind == LogicalTypeKind.Decimal)
        {
            writer.Int32(7, element.Scale);
            writer.Int32(8, element.Precision);
        }

        if (element.Logical.Kind != LogicalTypeKind.None) WriteLogicalType(writer, element.Logical);
        writer.EndStruct();
    }

    private static void WriteLogicalType(CompactWriter writer, LogicalType logical)
    {
        writer.BeginStruct(10);
        writer.BeginStruct((int)logical.Kind);
        switch (logical.Kind)
        {
            case LogicalTypeKind.Decimal:
                writer.Int32(1, logical.Scale);
                writer.Int32(2, logical.Precision);
                break;
            case LogicalTypeKind.Integer:
                writer.Byte(1, (byte)logical.BitWidth);
                writer.Boolean(2, logical.IsSigned);
                break;
            case LogicalTypeKind.Time or LogicalTypeKind.Timestamp:
                writer.Boolean(1, logical.IsAdjustedToUtc);
                writer.BeginStruct(2);
                writer.EmptyStruct((int)logical.TimeUnit + 1);
                writer.EndStruct();
                break;
            default: break;
        }

        writer.EndStruct();
        writer.EndStruct();
    }

    private static void WriteRowGroup(CompactWriter writer, WrittenRowGroup group)
    {
        writer.BeginElementStruct();
        writer.List(1, CompactType.Struct, group.Chunks.Length);
        foreach (var chunk in group.Chunks) WriteChunk(writer, chunk);
        writer.Int64(2, group.Chunks.Sum(chunk => chunk.UncompressedSize));
        writer.Int64(3, group.RowCount);
        writer.Int64(5, group.Chunks[0].FileOffset);
        writer.Int64(6, group.Chunks.Sum(chunk => chunk.CompressedSize));
        writer.EndStruct();
    }

    private static void WriteChunk(CompactWriter writer, WrittenChunk chunk)
    {
        writer.BeginElementStruct();
        writer.Int64(2, 0);
        writer.BeginStruct(3);
        writer.Int32(1, (int)chunk.Element.Type!.Value);
        writer.List(2, CompactType.Int32, chunk.Encodings.Count);
        foreach (var encoding in chunk.Encodings) writer.Int32Element((int)encoding);
        writer.List(3, CompactType.Binary, 1);
        writer.BinaryElement(Encoding.UTF8.GetBytes(chunk.Element.Name));
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.ValueCount);
        writer.Int64(6, chunk.UncompressedSize);
        writer.Int64(7, chunk.CompressedSize);
        writer.Int64(9, chunk.DataPageOffset);
        if (chunk.HasDictionary) writer.Int64(11, chunk.FileOffset);
        WriteStatistics(writer, chunk);
        writer.EndStruct();
        WriteIndexLocation(writer, 4, chunk.OffsetIndex);
        WriteIndexLocation(writer, 6, chunk.ColumnIndex);
        writer.EndStruct();
    }

    private static void WriteStatistics(CompactWriter writer, WrittenChunk chunk)
    {
        writer.BeginStruct(12);
        writer.Int64(3, chunk.NullCount);
        if (chunk.Bounds is { } bounds)
        {
            writer.Binary(5, bounds.Maximum);
            writer.Binary(6, bounds.Minimum);
        }

        writer.EndStruct();
    }

    private static void WriteIndexLocation(CompactWriter writer, int id, IndexLocation? location)
    {
        if (location is not { } known) return;
        writer.Int64(id, known.Offset);
        writer.Int32(id + 1, known.Length);
    }

    private static void WriteMetadata(CompactWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.List(5, CompactType.Struct, metadata.Count);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.BeginElementStruct();
            writer.Text(1, key);
            writer.Text(2, value);
            writer.EndStruct();
        }
    }

    // TYPE_ORDER for every column: bounds compare as the column's type does.
    private static void WriteColumnOrders(CompactWriter writer, int count)
    {
        writer.List(7, CompactType.Struct, count);
        for (var column = 0; column < count; column++)
        {
            writer.BeginElementStruct();
            writer.EmptyStruct(1);
            writer.EndStruct();
        }
    }
}
