using System.Buffers;

namespace ChurnPredict.Parquet;

/// <summary>Decodes values whose stored form has a fixed number of bytes: everything but BOOLEAN and BYTE_ARRAY.</summary>
internal sealed class FixedWidthColumnDecoder<T>(FlatColumn column, int rowCount, IPhysicalConversion<T> conversion)
    : ValueColumnDecoder<T>(column, rowCount)
    where T : unmanaged
{
    protected override void CheckDictionarySize(ReadOnlySpan<byte> body, int count) =>
        CheckSize(body, (long)count * conversion.Width);

    protected override void Decode(PageEncoding encoding, ReadOnlySpan<byte> body, Span<T> destination)
    {
        if (encoding == PageEncoding.Plain)
        {
            CheckSize(body, (long)destination.Length * conversion.Width);
            conversion.Convert(body, destination);
            return;
        }

        var length = destination.Length * conversion.Width;
        var stored = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            DecodeStored(encoding, body, stored.AsSpan(0, length), destination.Length);
            conversion.Convert(stored, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    private void DecodeStored(PageEncoding encoding, ReadOnlySpan<byte> body, Span<byte> stored, int count)
    {
        var type = Column.Element.Type;
        switch (encoding)
        {
            case PageEncoding.ByteStreamSplit: ByteStreamSplit.Decode(body, stored, conversion.Width); break;
            case PageEncoding.DeltaBinaryPacked when type == PhysicalType.Int32: DeltaBinaryPacked.DecodeInt32(body, stored); break;
            case PageEncoding.DeltaBinaryPacked when type == PhysicalType.Int64: DeltaBinaryPacked.DecodeInt64(body, stored); break;
            case PageEncoding.DeltaByteArray when type == PhysicalType.FixedLengthByteArray:
                DeltaByteArray.DecodeFixed(body, count, stored);
                break;
            default: throw Unsupported(encoding);
        }
    }
}
