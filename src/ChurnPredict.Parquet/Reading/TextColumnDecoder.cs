namespace ChurnPredict.Parquet;

/// <summary>Decodes byte strings into dictionary codes. A chunk that falls back from its dictionary to plain pages goes on with
/// one new entry a value.</summary>
internal sealed class TextColumnDecoder(FlatColumn column, int rowCount, long byteLimit) : ColumnDecoder(column, rowCount)
{
    private readonly int[] _codes = GC.AllocateUninitializedArray<int>(rowCount);
    private readonly ByteArrayBuffer _entries = new(byteLimit);
    private bool _hasDictionary;
    private int _dictionaryCount;

    private int? FixedLength => Column.Element.Type == PhysicalType.FixedLengthByteArray ? Column.Element.TypeLength : null;

    public override void ReadDictionary(ReadOnlySpan<byte> body, int count)
    {
        ByteArrayDecoding.TryDecode(PageEncoding.Plain, FixedLength, body, count, _entries);
        (_hasDictionary, _dictionaryCount) = (true, count);
    }

    public override void ReadValues(PageEncoding encoding, ReadOnlySpan<byte> body, int firstRow, int rowCount, int presentCount)
    {
        var rows = _codes.AsSpan(firstRow, rowCount);
        if (presentCount > 0)
        {
            if (encoding is PageEncoding.RleDictionary or PageEncoding.PlainDictionary) ReadCodes(body, rows[..presentCount]);
            else AppendEntries(encoding, body, rows[..presentCount]);
        }

        if (presentCount < rowCount)
            NullSpreading.Spread(rows, presentCount, Validity.Words, firstRow, ParquetTextColumn.NullCode);
    }

    public override ParquetColumn Finish() =>
        new ParquetTextColumn(Column.Field, _codes, _entries.TakeBytes(), _entries.TakeOffsets(), Validity.Words, Validity.NullCount);

    private void ReadCodes(ReadOnlySpan<byte> body, Span<int> codes)
    {
        if (!_hasDictionary) throw WithoutDictionary();
        var reader = Codes(body);
        reader.Read(codes);
        DictionaryLookup.CheckRange(codes, _dictionaryCount);
    }

    private void AppendEntries(PageEncoding encoding, ReadOnlySpan<byte> body, Span<int> codes)
    {
        var first = _entries.Count;
        if (!ByteArrayDecoding.TryDecode(encoding, FixedLength, body, codes.Length, _entries)) throw Unsupported(encoding);
        for (var index = 0; index < codes.Length; index++) codes[index] = first + index;
    }
}
