namespace ChurnPredict.Parquet;

/// <summary>Decodes DECIMAL stored as byte strings of varying length.</summary>
internal sealed class ByteArrayDecimalDecoder(
    FlatColumn column, int rowCount, long byteLimit) : ValueColumnDecoder<Int128>(column, rowCount)
{
    private readonly ByteArrayBuffer _stored = new(byteLimit);

    protected override void CheckDictionarySize(ReadOnlySpan<byte> body, int count) => CheckSize(body, (long)count * sizeof(int));

    protected override void Decode(PageEncoding encoding, ReadOnlySpan<byte> body, Span<Int128> destination)
    {
        _stored.Clear();
        if (!ByteArrayDecoding.TryDecode(encoding, null, body, destination.Length, _stored)) throw Unsupported(encoding);
        for (var index = 0; index < destination.Length; index++) destination[index] = DecimalConversion.FromBigEndian(_stored[index]);
    }
}
