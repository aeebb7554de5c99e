using System.Buffers;
using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes BOOLEAN: plain bits or run-length encoded.</summary>
internal sealed class BooleanColumnDecoder(FlatColumn column, int rowCount) : ValueColumnDecoder<bool>(column, rowCount)
{
    protected override void CheckDictionarySize(ReadOnlySpan<byte> body, int count) => CheckSize(body, ((long)count + 7) >> 3);

    protected override void Decode(PageEncoding encoding, ReadOnlySpan<byte> body, Span<bool> destination)
    {
        switch (encoding)
        {
            case PageEncoding.Plain: DecodePlain(body, destination); break;
            case PageEncoding.Rle: DecodeRuns(body, destination); break;
            default: throw Unsupported(encoding);
        }
    }

    private static void DecodePlain(ReadOnlySpan<byte> body, Span<bool> destination)
    {
        CheckSize(body, ((long)destination.Length + 7) >> 3);
        for (var index = 0; index < destination.Length; index++) destination[index] = (body[index >> 3] >> (index & 7) & 1) != 0;
    }

    private static void DecodeRuns(ReadOnlySpan<byte> body, Span<bool> destination)
    {
        CheckSize(body, sizeof(int));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(body);
        CheckSize(body[sizeof(int)..], length);
        var reader = new HybridReader(body.Slice(sizeof(int), (int)length), bitWidth: 1);
        var block = ArrayPool<int>.Shared.Rent(1024);
        try
        {
            while (destination.Length > 0)
            {
                var codes = block.AsSpan(0, Math.Min(1024, destination.Length));
                reader.Read(codes);
                for (var index = 0; index < codes.Length; index++) destination[index] = codes[index] != 0;
                destination = destination[codes.Length..];
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(block);
        }
    }
}
