using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>A file that is being written by our own codec.</summary>
internal sealed class FileSink
{
    private readonly Stream _stream;
    private readonly SchemaElement[] _elements;
    private readonly ColumnChunkWriter[] _chunkWriters;
    private readonly ParquetWriterOptions _options;
    private readonly List<WrittenRowGroup> _rowGroups = [];

    public FileSink(Stream stream, ParquetField[] fields, ParquetWriterOptions options)
    {
        (_stream, _options) = (stream, options);
        _elements = Array.ConvertAll(fields, FieldSchema.ElementOf);
        _chunkWriters = Array.ConvertAll(_elements, element => new ColumnChunkWriter(element, options.Compression));
        _stream.Write("PAR1"u8);
    }

    /// <summary>Appends one row group.</summary>
    public void Append(IReadOnlyList<ParquetColumn> columns, int rows)
    {
        var chunks = new WrittenChunk[columns.Count];
        ParallelLoop.Run(chunks.Length, _options.ThreadCount, index => chunks[index] = _chunkWriters[index].Encode(columns[index]));
        for (var index = 0; index < chunks.Length; index++)
        {
            chunks[index] = chunks[index] with { FileOffset = _stream.Position };
            _stream.Write(_chunkWriters[index].Written);
        }

        _rowGroups.Add(new WrittenRowGroup(rows, chunks));
    }

    /// <summary>Writes what stands behind the row groups; the stream stays open.</summary>
    public void Finish()
    {
        WritePageIndex();
        var footer = FooterWriter.Write(_elements, _rowGroups, _options.Metadata);
        _stream.Write(footer);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        _stream.Write(length);
        _stream.Write("PAR1"u8);
    }

    // All column indexes, then all offset indexes, right before the footer: readers fetch them in one go.
    private void WritePageIndex()
    {
        foreach (var group in _rowGroups)
        {
            for (var index = 0; index < group.Chunks.Length; index++)
            {
                if (PageIndexWriter.ColumnIndex(group.Chunks[index]) is { } columnIndex)
                    group.Chunks[index] = group.Chunks[index] with { ColumnIndex = WriteIndex(columnIndex) };
            }
        }

        foreach (var group in _rowGroups)
        {
            for (var index = 0; index < group.Chunks.Length; index++)
                group.Chunks[index] = group.Chunks[index] with { OffsetIndex = WriteIndex(PageIndexWriter.OffsetIndex(group.Chunks[index])) };
        }
    }

    private IndexLocation WriteIndex(byte[] index)
    {
        var location = new IndexLocation(_stream.Position, index.Length);
        _stream.Write(index);
        return location;
    }
}
