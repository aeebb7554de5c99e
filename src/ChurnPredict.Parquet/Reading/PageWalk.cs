namespace ChurnPredict.Parquet;

/// <summary>Lists the pages of a column chunk by their headers alone, so that what they announce can be checked as a whole
/// before anything is allocated for it.</summary>
internal static class PageWalk
{
    private const int UsualHeader = 256;
    private const int LargestHeader = 1 << 20;

    /// <summary>The dictionary and data pages, in file order, up to <paramref name="rowCount"/> rows.</summary>
    /// <param name="window">The chunk.</param>
    /// <param name="rowCount">Rows that the data pages must add up to.</param>
    /// <param name="position">Where the walk stands: names the place when it fails.</param>
    public static List<PageLocation> List(ChunkWindow window, long rowCount, ref long position)
    {
        var pages = new List<PageLocation>();
        position = window.Start;
        for (long rows = 0; rows < rowCount;)
        {
            var header = ReadHeader(window, position, out var headerLength);
            if (header.CompressedSize < 0 || header.UncompressedSize < 0 || header.ValueCount < 0)
                throw new DamagedDataException("a page announces a negative size");
            var body = position + headerLength;
            if (header.CompressedSize > window.End - body)
                throw new DamagedDataException(
                    $"a page announces {header.CompressedSize} bytes, but {window.End - body} are left in the column chunk");
            if (header.Type is PageType.Data or PageType.DataV2) rows += header.ValueCount;
            if (rows > rowCount) throw new DamagedDataException($"the pages announce {rows} rows, the row group {rowCount}");
            if (header.Type is PageType.Data or PageType.DataV2 or PageType.Dictionary) pages.Add(new PageLocation(header, body));
            position = body + header.CompressedSize;
        }

        return pages;
    }

    private static PageHeader ReadHeader(ChunkWindow window, long position, out int headerLength)
    {
        var left = window.End - position;
        for (var length = UsualHeader; ; length *= 16)
        {
            var bytes = window.At(position, (int)Math.Min(length, left));
            try
            {
                return PageHeaderParser.Parse(bytes, out headerLength);
            }
            catch (DamagedDataException) when (length < left && length < LargestHeader)
            {
                // Headers with long statistics do not fit the first look; read on and try again.
            }
        }
    }
}
