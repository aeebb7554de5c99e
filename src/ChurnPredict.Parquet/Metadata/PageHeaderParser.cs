namespace ChurnPredict.Parquet;

/// <summary>Reads PageHeader (parquet.thrift).</summary>
internal static class PageHeaderParser
{
    /// <param name="bytes">Starts with the header; may go on behind it.</param>
    /// <param name="headerLength">Bytes that the header took.</param>
    public static PageHeader Parse(ReadOnlySpan<byte> bytes, out int headerLength)
    {
        var reader = new CompactReader(bytes);
        var header = new PageHeader { IsCompressed = true, LevelEncoding = PageEncoding.Rle, Type = (PageType)(-1) };
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type)
            {
                case (1, CompactType.Int32): header = header with { Type = (PageType)reader.ReadInt32() }; break;
                case (2, CompactType.Int32): header = header with { UncompressedSize = reader.ReadInt32() }; break;
                case (3, CompactType.Int32): header = header with { CompressedSize = reader.ReadInt32() }; break;
                case (4, CompactType.Int32): header = header with { Checksum = (uint)reader.ReadInt32() }; break;
                case (5, CompactType.Struct): header = ParseDataPage(ref reader, header); break;
                case (7, CompactType.Struct): header = ParseDictionaryPage(ref reader, header); break;
                case (8, CompactType.Struct): header = ParseDataPageV2(ref reader, header); break;
                default: reader.Skip(type); break;
            }
        }

        headerLength = reader.Position;
        return header;
    }

    private static PageHeader ParseDataPage(ref CompactReader reader, PageHeader header)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type)
            {
                case (1, CompactType.Int32): header = header with { ValueCount = reader.ReadInt32() }; break;
                case (2, CompactType.Int32): header = header with { Encoding = (PageEncoding)reader.ReadInt32() }; break;
                case (3, CompactType.Int32): header = header with { LevelEncoding = (PageEncoding)reader.ReadInt32() }; break;
                default: reader.Skip(type); break;
            }
        }

        return header;
    }

    private static PageHeader ParseDictionaryPage(ref CompactReader reader, PageHeader header)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type)
            {
                case (1, CompactType.Int32): header = header with { ValueCount = reader.ReadInt32() }; break;
                case (2, CompactType.Int32): header = header with { Encoding = (PageEncoding)reader.ReadInt32() }; break;
                default: reader.Skip(type); break;
            }
        }

        return header;
    }

    private static PageHeader ParseDataPageV2(ref CompactReader reader, PageHeader header)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id, type)
            {
                case (1, CompactType.Int32): header = header with { ValueCount = reader.ReadInt32() }; break;
                case (2, CompactType.Int32): header = header with { NullCount = reader.ReadInt32() }; break;
                case (4, CompactType.Int32): header = header with { Encoding = (PageEncoding)reader.ReadInt32() }; break;
                case (5, CompactType.Int32): header = header with { DefinitionLevelSize = reader.ReadInt32() }; break;
                case (6, CompactType.Int32): header = header with { RepetitionLevelSize = reader.ReadInt32() }; break;
                case (7, CompactType.False): header = header with { IsCompressed = false }; break;
                default: reader.Skip(type); break;
            }
        }

        return header;
    }
}
