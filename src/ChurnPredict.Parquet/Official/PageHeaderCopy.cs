namespace ChurnPredict.Parquet;

/// <summary>Writes a page's header anew: what was understood of it, and nothing else.</summary>
internal static class PageHeaderCopy
{
    public static byte[] Of(PageHeader header)
    {
        var writer = new CompactWriter();
        writer.BeginElementStruct();
        writer.Int32(1, (int)header.Type);
        writer.Int32(2, header.UncompressedSize);
        writer.Int32(3, header.CompressedSize);
        switch (header.Type)
        {
            case PageType.Dictionary: Dictionary(writer, header); break;
            case PageType.Data: Data(writer, header); break;
            default: DataV2(writer, header); break;
        }

        writer.EndStruct();
        writer.EndStruct();
        return writer.Written.ToArray();
    }

    private static void Dictionary(CompactWriter writer, PageHeader header)
    {
        writer.BeginStruct(7);
        writer.Int32(1, header.ValueCount);
        writer.Int32(2, (int)header.Encoding);
    }

    private static void Data(CompactWriter writer, PageHeader header)
    {
        writer.BeginStruct(5);
        writer.Int32(1, header.ValueCount);
        writer.Int32(2, (int)header.Encoding);
        writer.Int32(3, (int)header.LevelEncoding);
        writer.Int32(4, (int)PageEncoding.Rle);
    }

    private static void DataV2(CompactWriter writer, PageHeader header)
    {
        writer.BeginStruct(8);
        writer.Int32(1, header.ValueCount);
        writer.Int32(2, header.NullCount);
        writer.Int32(3, header.ValueCount);
        writer.Int32(4, (int)header.Encoding);
        writer.Int32(5, header.DefinitionLevelSize);
        writer.Int32(6, header.RepetitionLevelSize);
        writer.Boolean(7, header.IsCompressed);
    }
}
