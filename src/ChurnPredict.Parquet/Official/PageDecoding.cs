using global::Parquet;

namespace ChurnPredict.Parquet;

/// <summary>Decodes pages by Parquet.Net.</summary>
internal static class PageDecoding
{
    /// <param name="pages">What to decode.</param>
    /// <param name="window">The bytes of its chunk.</param>
    /// <param name="position">Where in the file the decoding stands, for messages; Parquet.Net tells nothing finer than the chunk.</param>
    /// <exception cref="DamagedDataException">What is stored is damaged or not supported.</exception>
    public static ParquetColumn Read(ColumnPages pages, ChunkWindow window, ref long position)
    {
        CheckCodec(pages.Chunk.Codec);
        var (file, end) = ChunkFile.Of(pages, window, ref position);
        position = window.Start;
        try
        {
            return Decode(pages, file, end);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or DamagedDataException))
        {
            // Whatever it throws, the data was not as announced.
            throw new DamagedDataException($"Parquet.Net cannot read it: {exception.Message}");
        }
    }

    private static ParquetColumn Decode(ColumnPages pages, MemoryStream file, long end)
    {
        var reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        // Pages that hold fewer values than announced must not make it take the footer for another page.
        file.SetLength(end);
        return StoredColumn.Read(reader.RowGroups[0], PhysicalFields.For(pages), pages.Column, pages.RowCount);
    }

    /// <summary>Parquet.Net takes Hadoop's LZ4 for one raw block, and what does not decode for whatever the memory held.</summary>
    private static void CheckCodec(CompressionCodec codec)
    {
        if (codec is CompressionCodec.Lzo or CompressionCodec.Lz4Hadoop || !Enum.IsDefined(codec)) throw new DamagedDataException($"compression by {codec} is not supported");
    }
}
