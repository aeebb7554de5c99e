using System.Buffers.Binary;

namespace ChurnPredict.Parquet.Tests;

/// <summary>Puts a file of one column together page by page, for what no writer at hand writes.</summary>
internal static class HandmadeFile
{
    public static byte[] DataPage(byte[] body, int rows, PageEncoding encoding) =>
        [.. PageHeaderWriter.Data(body.Length, body, rows, encoding), .. body];

    public static byte[] DictionaryPage(byte[] body, int entries) =>
        [.. PageHeaderWriter.Dictionary(body.Length, body, entries), .. body];

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="element">The column.</param>
    /// <param name="rows">Rows that footer and chunk announce.</param>
    /// <param name="pages">The pages; a dictionary page comes first.</param>
    /// <param name="hasDictionary">Whether it does.</param>
    /// <param name="codec">What the pages are compressed with.</param>
    public static void Write(
        string path, SchemaElement element, int rows, byte[][] pages, bool hasDictionary = false, CompressionCodec codec = CompressionCodec.Uncompressed)
    {
        byte[] body = [.. pages.SelectMany(page => page)];
        var chunk = new WrittenChunk
        {
            Element = element,
            Codec = codec,
            Encodings = [PageEncoding.Plain],
            ValueCount = rows,
            NullCount = 0,
            HasDictionary = hasDictionary,
            UncompressedSize = body.Length,
            CompressedSize = body.Length,
            Bounds = null,
            FileOffset = 4,
            Pages = [new WrittenPage(hasDictionary ? pages[0].Length : 0, 0, 0, rows, 0, null)],
        };
        var footer = FooterWriter.Write([element], [new WrittenRowGroup(rows, [chunk])], new Dictionary<string, string>());
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        File.WriteAllBytes(path, [.. "PAR1"u8, .. body, .. footer, .. length, .. "PAR1"u8]);
    }
}
