namespace ChurnPredict.Parquet;

/// <summary>BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, and so on.</summary>
internal static class ByteStreamSplit
{
    /// <summary>Puts the bytes of each value together again.</summary>
    /// <param name="body">The streams.</param>
    /// <param name="stored">Overwritten; its length says how many values there are.</param>
    /// <param name="width">Bytes of a value.</param>
    public static void Decode(ReadOnlySpan<byte> body, Span<byte> stored, int width)
    {
        if (body.Length < stored.Length || body.Length % width != 0)
            throw new DamagedDataException($"found {body.Length} bytes in split streams, expected {stored.Length}");
        var (count, streamLength) = (stored.Length / width, body.Length / width);
        for (var part = 0; part < width; part++)
        {
            var stream = body.Slice(part * streamLength, count);
            for (var index = 0; index < stream.Length; index++) stored[(index * width) + part] = stream[index];
        }
    }
}
