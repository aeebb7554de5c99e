namespace ChurnPredict.Parquet;

/// <summary>Encodes and compresses one column chunk into memory; the file writer then appends it to the file.</summary>
internal sealed class ColumnChunkWriter(SchemaElement element, ParquetCompression compression)
{
    private const int PageBytes = 1 << 20;
    private const int MostPageRows = 1 << 16;

    // Pages start at a multiple of 64 rows, so that their null bits start at a word.
    private const int RowStep = 64;
    private readonly PageCompressor _compressor = new(compression);
    private readonly ByteSink _output = new();
    private readonly ByteSink _body = new();
    private readonly ByteSink _compressed = new();
    private long _uncompressedSize;

    /// <summary>The chunk's bytes.</summary>
    public ReadOnlySpan<byte> Written => _output.Written;

    /// <summary>Encodes a column.</summary>
    /// <param name="column">Fits the element.</param>
    /// <param name="fileOffset">Where the chunk will start in the file.</param>
    public WrittenChunk Encode(ParquetColumn column, long fileOffset)
    {
        _output.Clear();
        _uncompressedSize = 0;
        var values = ChunkValueSources.From(column, element);
        var dictionary = values.TryDictionary();
        if (dictionary is not null) WriteDictionary(dictionary);
        var dataOffset = fileOffset + _output.Length;
        var encoding = dictionary is null ? PageEncoding.Plain : PageEncoding.RleDictionary;
        WritePages(column, values, dictionary);
        return new WrittenChunk
        {
            Element = element,
            Codec = _compressor.Codec,
            Encodings = [PageEncoding.Plain, PageEncoding.Rle, encoding],
            ValueCount = column.Length,
            NullCount = column.NullCount,
            DataPageOffset = dataOffset,
            DictionaryPageOffset = dictionary is null ? null : fileOffset,
            UncompressedSize = _uncompressedSize,
            CompressedSize = _output.Length,
            Bounds = values.BoundsOf(0, values.Count),
        };
    }

    private void WriteDictionary(DictionaryPage dictionary)
    {
        _compressed.Clear();
        _compressor.Compress(dictionary.Body, _compressed);
        Append(PageHeaderWriter.Dictionary(dictionary.Body.Length, _compressed.Written, dictionary.EntryCount), dictionary.Body.Length);
    }

    private void WritePages(ParquetColumn column, ChunkValues values, DictionaryPage? dictionary)
    {
        var width = dictionary is null ? values.AverageWidth : sizeof(int);
        var pageRows = Math.Max(RowStep, Math.Min(MostPageRows, PageBytes / Math.Max(width, 1)) / RowStep * RowStep);
        var firstValue = 0;
        for (var row = 0; row < column.Length; row += pageRows)
        {
            var rows = Math.Min(pageRows, column.Length - row);
            firstValue += WritePage(column, values, dictionary, row, rows, firstValue);
        }
    }

    private int WritePage(ParquetColumn column, ChunkValues values, DictionaryPage? dictionary, int row, int rows, int firstValue)
    {
        _body.Clear();
        var present = rows;
        if (element.Repetition == SchemaElement.Optional) present = LevelWriter.Write(column.Validity, row, rows, _body);
        if (dictionary is null)
        {
            values.WritePlain(firstValue, present, _body);
        }
        else
        {
            _body.AppendByte((byte)dictionary.BitWidth);
            HybridWriter.Write(dictionary.Codes.AsSpan(firstValue, present), dictionary.BitWidth, _body);
        }

        _compressed.Clear();
        _compressor.Compress(_body.Written, _compressed);
        var encoding = dictionary is null ? PageEncoding.Plain : PageEncoding.RleDictionary;
        Append(PageHeaderWriter.Data(_body.Length, _compressed.Written, rows, encoding), _body.Length);
        return present;
    }

    private void Append(byte[] header, int uncompressedSize)
    {
        _output.Append(header);
        _output.Append(_compressed.Written);
        _uncompressedSize += header.Length + uncompressedSize;
    }
}
