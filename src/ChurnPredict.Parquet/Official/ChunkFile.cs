using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>
/// A column chunk as a file of its own, for Parquet.Net: the pages' bodies as they stand in the file, under headers and a footer that are
/// written anew. Its own parser does not end on some damaged headers and footers, and goes out of step at structs that it does not know.
/// </summary>
internal static class ChunkFile
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>Writes the file.</summary>
    /// <param name="pages">The chunk.</param>
    /// <param name="window">Its bytes.</param>
    /// <param name="position">Where in the real file the copying stands, for messages.</param>
    /// <returns>The file, and where its pages end.</returns>
    public static (MemoryStream File, long PagesEnd) Of(ColumnPages pages, ChunkWindow window, ref long position)
    {
        var file = new MemoryStream();
        file.Write("PAR1"u8);
        var start = file.Position;
        using var decompressor = new PageDecompressor();
        foreach (var page in pages.Pages)
        {
            position = page.BodyOffset;
            var body = window.At(page.BodyOffset, page.Header.CompressedSize);
            PageCheck.Check(page.Header, body, pages);
            DeltaCheck.Check(page.Header, body, pages, decompressor);
            file.Write(PageHeaderCopy.Of(page.Header));
            file.Write(body);
        }

        var end = file.Position;
        WriteFooter(file, pages, start, end);
        return (file, end);
    }

    private static void WriteFooter(MemoryStream file, ColumnPages pages, long start, long end)
    {
        var (column, chunk) = (pages.Column.Element, pages.Chunk);
        var stored = new SchemaElement { Name = column.Name, Type = column.Type, TypeLength = column.TypeLength, Repetition = column.Repetition };
        var written = new WrittenChunk
        {
            Element = stored,
            Codec = chunk.Codec,
            Encodings = [.. pages.Pages.Select(page => page.Header.Encoding)],
            ValueCount = pages.RowCount,
            NullCount = 0,
            HasDictionary = false,
            UncompressedSize = end - start,
            CompressedSize = end - start,
            Bounds = null,
            Pages = [],
            FileOffset = start,
        };
        var footer = FooterWriter.Write([stored], [new WrittenRowGroup(pages.RowCount, [written])], NoMetadata);
        file.Write(footer);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        file.Write(length);
        file.Write("PAR1"u8);
    }
}
