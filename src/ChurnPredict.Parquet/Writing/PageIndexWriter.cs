namespace ChurnPredict.Parquet;

/// <summary>Writes ColumnIndex and OffsetIndex (parquet.thrift), which let readers skip pages.</summary>
internal static class PageIndexWriter
{
    private const int Unordered = 0;

    /// <summary>Bounds and nulls a page; null when a page with values has no bounds, since the index cannot say
    /// "unknown".</summary>
    public static byte[]? ColumnIndex(WrittenChunk chunk)
    {
        if (chunk.Pages.Any(page => page.Bounds is null && !page.IsAllNull)) return null;
        var writer = new CompactWriter();
        writer.BeginElementStruct();
        writer.List(1, CompactType.True, chunk.Pages.Count);
        foreach (var page in chunk.Pages) writer.BooleanElement(page.IsAllNull);
        writer.List(2, CompactType.Binary, chunk.Pages.Count);
        foreach (var page in chunk.Pages) writer.BinaryElement(page.Bounds?.Minimum ?? []);
        writer.List(3, CompactType.Binary, chunk.Pages.Count);
        foreach (var page in chunk.Pages) writer.BinaryElement(page.Bounds?.Maximum ?? []);
        writer.Int32(4, Unordered);
        writer.List(5, CompactType.Int64, chunk.Pages.Count);
        foreach (var page in chunk.Pages) writer.Int64Element(page.NullCount);
        writer.EndStruct();
        return writer.Written.ToArray();
    }

    /// <summary>Where each page stands and which row it starts with.</summary>
    public static byte[] OffsetIndex(WrittenChunk chunk)
    {
        var writer = new CompactWriter();
        writer.BeginElementStruct();
        writer.List(1, CompactType.Struct, chunk.Pages.Count);
        foreach (var page in chunk.Pages)
        {
            writer.BeginElementStruct();
            writer.Int64(1, chunk.FileOffset + page.Offset);
            writer.Int32(2, page.Size);
            writer.Int64(3, page.FirstRow);
            writer.EndStruct();
        }

        writer.EndStruct();
        return writer.Written.ToArray();
    }
}
