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
    private readonly List<WrittenPage> _pages = [];
    private long _uncompressedSize;

    /// <summary>The chunk's bytes.</summary>
    public ReadOnlySpan<byte> Written => _output.Written;

    /// <summary>Encodes a column that fits the element.</summary>
    public WrittenChunk Encode(ParquetColumn column)
    {
        _output.Clear();
        _pages.Clear();
        _uncompressedSize = 0;
        var values = ChunkValueSources.From(column, element);
        var encoding = ChunkEncoding.Choose(values);
        if (encoding.Dictionary is { } dictionary) WriteDictionary(dictionary);
        WritePages(column, values, encoding);
        return new WrittenChunk
        {
            Element = element,
            Codec = _compressor.Codec,
            Encodings = encoding.Dictionary is null
                ? [PageEncoding.Rle, encoding.Encoding]
                : [PageEncoding.Plain, PageEncoding.Rle, encoding.Encoding],
            ValueCount = column.Length,
            NullCount = column.NullCount,
            HasDictionary = encoding.Dictionary is not null,
            UncompressedSize = _uncompressedSize,
            CompressedSize = _output.Length,
            Bounds = values.BoundsOf(0, values.Count),
            Pages = [.. _pages],
        };
    }

    private void WriteDictionary(DictionaryPage dictionary)
    {
        _compressed.Clear();
        _compressor.Compress(dictionary.Body, _compressed);
        Append(PageHeaderWriter.Dictionary(dictionary.Body.Length, _compressed.Written, dictionary.EntryCount), dictionary.Body.Length);
    }

    private void WritePages(ParquetColumn column, ChunkValues values, ChunkEncoding encoding)
    {
        var width = encoding.Encoding == PageEncoding.Plain ? Math.Max(1, values.PlainSize / Math.Max(1, values.Count)) : sizeof(int);
        var pageRows = (int)Math.Max(RowStep, Math.Min(MostPageRows, PageBytes / width) / RowStep * RowStep);
        var firstValue = 0;
        for (var row = 0; row < column.Length; row += pageRows)
        {
            var rows = Math.Min(pageRows, column.Length - row);
            firstValue += WritePage(column, values, encoding, row, rows, firstValue);
        }
    }

    private int WritePage(ParquetColumn column, ChunkValues values, ChunkEncoding encoding, int row, int rows, int firstValue)
    {
        _body.Clear();
        var present = rows;
        if (element.Repetition == SchemaElement.Optional) present = LevelWriter.Write(column.Validity, row, rows, _body);
        encoding.Write(values, firstValue, present, _body);
        _compressed.Clear();
        _compressor.Compress(_body.Written, _compressed);
        var start = _output.Length;
        Append(PageHeaderWriter.Data(_body.Length, _compressed.Written, rows, encoding.Encoding), _body.Length);
        _pages.Add(new WrittenPage(start, _output.Length - start, row, rows, rows - present, values.BoundsOf(firstValue, present)));
        return present;
    }

    private void Append(byte[] header, int uncompressedSize)
    {
        _output.Append(header);
        _output.Append(_compressed.Written);
        _uncompressedSize += header.Length + uncompressedSize;
    }
}
