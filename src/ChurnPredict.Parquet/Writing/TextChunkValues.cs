namespace ChurnPredict.Parquet;

/// <summary>Byte strings, which come as codes of a dictionary already.</summary>
internal sealed class TextChunkValues : ChunkValues
{
    // Longer bounds would make the footer heavy; readers do without.
    private const int LongestBound = 256;
    private const int LargestDictionary = 1 << 20;
    private readonly ParquetTextColumn _column;
    private readonly int[] _codes;
    private readonly long _bytes;

    public TextChunkValues(ParquetTextColumn column)
    {
        _column = column;
        _codes = column.NullCount == 0 ? column.Codes : Array.FindAll(column.Codes, code => code != ParquetTextColumn.NullCode);
        foreach (var code in _codes) _bytes += column.Entry(code).Length;
    }

    public override int Count => _codes.Length;

    public override long PlainSize => _bytes + (long)Count * sizeof(int);

    public override void WritePlain(int first, int count, ByteSink output)
    {
        foreach (var code in _codes.AsSpan(first, count)) AppendEntry(_column.Entry(code), output);
    }

    public override ValueBounds? BoundsOf(int first, int count)
    {
        if (count == 0) return null;
        var codes = _codes.AsSpan(first, count);
        var (minimum, maximum) = (codes[0], codes[0]);
        foreach (var code in codes)
        {
            if (code == minimum || code == maximum) continue;
            var entry = _column.Entry(code);
            if (entry.SequenceCompareTo(_column.Entry(minimum)) < 0) minimum = code;
            else if (entry.SequenceCompareTo(_column.Entry(maximum)) > 0) maximum = code;
        }

        if (Math.Max(_column.Entry(minimum).Length, _column.Entry(maximum).Length) > LongestBound) return null;
        return new ValueBounds(_column.Entry(minimum).ToArray(), _column.Entry(maximum).ToArray());
    }

    public override DictionaryPage? TryDictionary()
    {
        if (Count == 0) return null;
        var body = new ByteSink();
        var unique = new UniqueTexts(_column);
        var codes = new int[Count];
        for (var index = 0; index < codes.Length; index++)
        {
            codes[index] = unique.CodeOf(_codes[index], out var isNew);
            if (isNew) AppendEntry(_column.Entry(_codes[index]), body);
            if (body.Length > LargestDictionary) return null;
        }

        var page = new DictionaryPage(body.Written.ToArray(), unique.Count, codes);
        return page.Size < PlainSize ? page : null;
    }

    private static void AppendEntry(ReadOnlySpan<byte> entry, ByteSink output)
    {
        output.AppendInt32(entry.Length);
        output.Append(entry);
    }
}
