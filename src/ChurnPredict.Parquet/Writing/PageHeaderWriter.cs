namespace ChurnPredict.Parquet;

/// <summary>Writes PageHeader (parquet.thrift).</summary>
internal static class PageHeaderWriter
{
    public static byte[] Dictionary(int uncompressedSize, ReadOnlySpan<byte> body, int entryCount)
    {
        var writer = Begin(PageType.Dictionary, uncompressedSize, body);
        writer.BeginStruct(7);
        writer.Int32(1, entryCount);
        writer.Int32(2, (int)PageEncoding.Plain);
        return End(writer);
    }

    public static byte[] Data(int uncompressedSize, ReadOnlySpan<byte> body, int rowCount, PageEncoding encoding)
    {
        var writer = Begin(PageType.Data, uncompressedSize, body);
        writer.BeginStruct(5);
        writer.Int32(1, rowCount);
        writer.Int32(2, (int)encoding);
        writer.Int32(3, (int)PageEncoding.Rle);
        writer.Int32(4, (int)PageEncoding.Rle);
        return End(writer);
    }

    private static CompactWriter Begin(PageType type, int uncompressedSize, ReadOnlySpan<byte> body)
    {
        var writer = new CompactWriter();
        writer.BeginElementStruct();
        writer.Int32(1, (int)type);
        writer.Int32(2, uncompressedSize);
        writer.Int32(3, body.Length);
        writer.Int32(4, (int)Crc32.Hash(body));
        return writer;
    }

    private static byte[] End(CompactWriter writer)
    {
        writer.EndStruct();
        writer.EndStruct();
        return writer.Written.ToArray();
    }
}
