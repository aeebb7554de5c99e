using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>Decodes byte strings of every encoding but the dictionary ones.</summary>
internal static class ByteArrayDecoding
{
    /// <summary>Appends <paramref name="count"/> values to <paramref name="output"/>.</summary>
    /// <param name="encoding">How the values are written.</param>
    /// <param name="fixedLength">Bytes of a FIXED_LEN_BYTE_ARRAY; null for BYTE_ARRAY.</param>
    /// <param name="body">The values.</param>
    /// <param name="count">How many to decode.</param>
    /// <param name="output">Appended to.</param>
    /// <returns>False when the encoding does not exist for byte strings.</returns>
    public static bool TryDecode(
        PageEncoding encoding, int? fixedLength, ReadOnlySpan<byte> body, int count, ByteArrayBuffer output)
    {
        switch (encoding, fixedLength)
        {
            case (PageEncoding.Plain, null): DecodePlain(body, count, output); return true;
            case (PageEncoding.Plain, { } length): DecodePlainFixed(body, count, length, output); return true;
            case (PageEncoding.DeltaLengthByteArray, null): DeltaByteArray.DecodeLengths(body, count, output); return true;
            case (PageEncoding.DeltaByteArray, _): DeltaByteArray.Decode(body, count, fixedLength, output); return true;
            case (PageEncoding.ByteStreamSplit, { } length): DecodeSplit(body, count, length, output); return true;
            default: return false;
        }
    }

    private static void DecodePlain(ReadOnlySpan<byte> body, int count, ByteArrayBuffer output)
    {
        if ((long)count * sizeof(int) > body.Length)
            throw new DamagedDataException(
                $"found {body.Length} bytes for {count} byte strings, expected at least {(long)count * sizeof(int)}");
        output.Reserve(count, body.Length - (long)count * sizeof(int));
        for (var index = 0; index < count; index++)
        {
            // The lengths of the values behind this one take their room, too.
            var room = body.Length - (long)(count - index) * sizeof(int);
            var length = room < 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(body);
            if (length > room)
                throw new DamagedDataException(
                    $"found byte string {index} of {count} to be {length} bytes long, but {Math.Max(0, room)} are left for it in the page");
            output.Append(body.Slice(sizeof(int), (int)length));
            body = body[(sizeof(int) + (int)length)..];
        }
    }

    private static void DecodePlainFixed(ReadOnlySpan<byte> body, int count, int length, ByteArrayBuffer output)
    {
        var expected = (long)count * length;
        if (body.Length < expected) throw new DamagedDataException($"found {body.Length} bytes of values, expected {expected}");
        output.Reserve(count, expected);
        for (var index = 0; index < count; index++) output.Append(body.Slice(index * length, length));
    }

    private static void DecodeSplit(ReadOnlySpan<byte> body, int count, int length, ByteArrayBuffer output)
    {
        var expected = (long)count * length;
        if (body.Length < expected) throw new DamagedDataException($"found {body.Length} bytes of values, expected {expected}");
        var stored = new byte[expected];
        ByteStreamSplit.Decode(body, stored, length);
        DecodePlainFixed(stored, count, length, output);
    }
}
