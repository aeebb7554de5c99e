using System.Buffers;

namespace ChurnPredict.Parquet;

/// <summary>Decodes columns of fixed-width values: dictionary look-up and null spreading; how values are encoded is the
/// derived class's matter.</summary>
internal abstract class ValueColumnDecoder<T>(FlatColumn column, int rowCount) : ColumnDecoder(column, rowCount)
    where T : unmanaged
{
    // Codes are looked up block by block, so that they stay in the first-level cache.
    private const int BlockLength = 2048;
    private readonly T[] _values = GC.AllocateUninitializedArray<T>(rowCount);
    private T[]? _dictionary;

    public override void ReadDictionary(ReadOnlySpan<byte> body, int count)
    {
        CheckDictionarySize(body, count);
        _dictionary = new T[count];
        Decode(PageEncoding.Plain, body, _dictionary);
    }

    public override void ReadValues(PageEncoding encoding, ReadOnlySpan<byte> body, int firstRow, int rowCount, int presentCount)
    {
        var rows = _values.AsSpan(firstRow, rowCount);
        if (presentCount > 0)
        {
            if (encoding is PageEncoding.RleDictionary or PageEncoding.PlainDictionary) LookUp(body, rows[..presentCount]);
            else Decode(encoding, body, rows[..presentCount]);
        }

        if (presentCount < rowCount) NullSpreading.Spread(rows, presentCount, Validity.Words, firstRow, default);
    }

    public override ParquetColumn Finish() => new ParquetColumn<T>(Column.Field, _values, Validity.Words);

    /// <summary>Fails unless <paramref name="body"/> can hold <paramref name="count"/> plain values.</summary>
    protected abstract void CheckDictionarySize(ReadOnlySpan<byte> body, int count);

    /// <summary>Decodes as many values as <paramref name="destination"/> is long; no dictionary encoding.</summary>
    protected abstract void Decode(PageEncoding encoding, ReadOnlySpan<byte> body, Span<T> destination);

    private void LookUp(ReadOnlySpan<byte> body, Span<T> destination)
    {
        var dictionary = _dictionary ?? throw WithoutDictionary();
        var reader = Codes(body);
        var codes = ArrayPool<int>.Shared.Rent(BlockLength);
        try
        {
            while (destination.Length > 0)
            {
                var block = codes.AsSpan(0, Math.Min(BlockLength, destination.Length));
                reader.Read(block);
                DictionaryLookup.Gather(dictionary, block, destination);
                destination = destination[block.Length..];
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(codes);
        }
    }
}
