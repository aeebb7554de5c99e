namespace ChurnPredict.Parquet;

/// <summary>Decodes pages by our own codec.</summary>
internal static class PageDecoding
{
    /// <param name="pages">What to decode.</param>
    /// <param name="window">The bytes of its chunk.</param>
    /// <param name="position">Where in the file the decoding stands, for messages.</param>
    /// <exception cref="DamagedDataException">What is stored is damaged or not supported.</exception>
    public static ParquetColumn Read(ColumnPages pages, ChunkWindow window, ref long position)
    {
        using var reader = new ColumnChunkReader(ColumnDecoders.For(pages.Column, pages.RowCount, pages.SizeLimit), pages.Chunk, window);
        try
        {
            return reader.Read(pages.Pages);
        }
        finally
        {
            position = reader.Position;
        }
    }
}
