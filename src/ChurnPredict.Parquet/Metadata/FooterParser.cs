namespace ChurnPredict.Parquet;

/// <summary>Reads FileMetaData (parquet.thrift) into <see cref="FileFooter"/>; fields that nothing here uses are
/// skipped.</summary>
internal static class FooterParser
{
    public static FileFooter Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new CompactReader(bytes);
        var footer = new FileFooter();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 2: footer = footer with { Schema = SchemaParser.ParseList(ref reader, type) }; break;
                case 3: footer = footer with { RowCount = Int64(ref reader, type, "num_rows") }; break;
                case 4: footer = footer with { RowGroups = ParseRowGroups(ref reader, type) }; break;
                case 5: footer = footer with { Metadata = ParseKeyValues(ref reader, type) }; break;
                case 8:
                    footer = footer with { IsEncrypted = true };
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return footer;
    }

    private static RowGroupMetadata[] ParseRowGroups(ref CompactReader reader, CompactType type)
    {
        var groups = new List<RowGroupMetadata>();
        for (var left = StructList(ref reader, type, "row_groups"); left > 0; left--) groups.Add(ParseRowGroup(ref reader));
        return [.. groups];
    }

    private static RowGroupMetadata ParseRowGroup(ref CompactReader reader)
    {
        var chunks = new List<ColumnChunkMetadata>();
        long rowCount = 0;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    for (var left = StructList(ref reader, type, "columns"); left > 0; left--) chunks.Add(ParseChunk(ref reader));
                    break;
                case 3: rowCount = Int64(ref reader, type, "RowGroup.num_rows"); break;
                default: reader.Skip(type); break;
            }
        }

        return new RowGroupMetadata(rowCount, [.. chunks]);
    }

    private static ColumnChunkMetadata ParseChunk(ref CompactReader reader)
    {
        var chunk = new ColumnChunkMetadata();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    CompactReader.Expect(type, CompactType.Binary, "file_path");
                    chunk = chunk with { FilePath = reader.ReadText() };
                    break;
                case 3:
                    CompactReader.Expect(type, CompactType.Struct, "ColumnChunk.meta_data");
                    chunk = ParseChunkMetadata(ref reader, chunk);
                    break;
                case 8 or 9:
                    chunk = chunk with { IsEncrypted = true };
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return chunk;
    }

    private static ColumnChunkMetadata ParseChunkMetadata(ref CompactReader reader, ColumnChunkMetadata chunk)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: chunk = chunk with { Type = (PhysicalType)Int32(ref reader, type, "ColumnMetaData.type") }; break;
                case 4: chunk = chunk with { Codec = (CompressionCodec)Int32(ref reader, type, "codec") }; break;
                case 5: chunk = chunk with { ValueCount = Int64(ref reader, type, "num_values") }; break;
                case 7: chunk = chunk with { TotalCompressedSize = Int64(ref reader, type, "total_compressed_size") }; break;
                case 9: chunk = chunk with { DataPageOffset = Int64(ref reader, type, "data_page_offset") }; break;
                case 11: chunk = chunk with { DictionaryPageOffset = Int64(ref reader, type, "dictionary_page_offset") }; break;
                case 12:
                    CompactReader.Expect(type, CompactType.Struct, "statistics");
                    chunk = chunk with { Statistics = ParseStatistics(ref reader) };
                    break;
                default: reader.Skip(type); break;
            }
        }

        return chunk;
    }

    private static RawStatistics ParseStatistics(ref CompactReader reader)
    {
        var statistics = new RawStatistics();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type)
            {
                case (1, CompactType.Binary): statistics = statistics with { OldMax = reader.ReadBinary().ToArray() }; break;
                case (2, CompactType.Binary): statistics = statistics with { OldMin = reader.ReadBinary().ToArray() }; break;
                case (3, CompactType.Int64): statistics = statistics with { NullCount = reader.ReadInt64() }; break;
                case (5, CompactType.Binary): statistics = statistics with { MaxValue = reader.ReadBinary().ToArray() }; break;
                case (6, CompactType.Binary): statistics = statistics with { MinValue = reader.ReadBinary().ToArray() }; break;
                default: reader.Skip(type); break;
            }
        }

        return statistics;
    }

    private static Dictionary<string, string> ParseKeyValues(ref CompactReader reader, CompactType type)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = StructList(ref reader, type, "key_value_metadata"); left > 0; left--)
        {
            string key = "", value = "";
            var id = 0;
            while (reader.NextField(ref id, out var fieldType))
            {
                switch (id, fieldType)
                {
                    case (1, CompactType.Binary): key = reader.ReadText(); break;
                    case (2, CompactType.Binary): value = reader.ReadText(); break;
                    default: reader.Skip(fieldType); break;
                }
            }

            pairs[key] = value;
        }

        return pairs;
    }

    private static int StructList(ref CompactReader reader, CompactType type, string fieldName)
    {
        CompactReader.Expect(type, CompactType.List, fieldName);
        var count = reader.ReadListHeader(out var elementType);
        if (count > 0) CompactReader.Expect(elementType, CompactType.Struct, fieldName);
        return count;
    }

    private static int Int32(ref CompactReader reader, CompactType type, string fieldName)
    {
        CompactReader.Expect(type, CompactType.Int32, fieldName);
        return reader.ReadInt32();
    }

    private static long Int64(ref CompactReader reader, CompactType type, string fieldName)
    {
        CompactReader.Expect(type, CompactType.Int64, fieldName);
        return reader.ReadInt64();
    }
}
