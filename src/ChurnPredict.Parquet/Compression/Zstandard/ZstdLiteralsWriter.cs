namespace ChurnPredict.Parquet;

/// <summary>Writes the literals section of a block: stored, repeated or Huffman-coded, whichever is smallest.</summary>
internal static class ZstdLiteralsWriter
{
    // Fewer literals do not pay for the description of a tree.
    private const int FewestCoded = 64;
    private const int StreamCount = 4;

    public static void Write(ReadOnlySpan<byte> literals, ByteSink output)
    {
        if (literals.Length > 3 && literals.IndexOfAnyExcept(literals[0]) < 0)
        {
            WriteStoredHeader(literals.Length, type: 1, output);
            output.AppendByte(literals[0]);
            return;
        }

        if (literals.Length >= FewestCoded && HuffmanCode.TryBuild(literals) is { } code && TryWriteCoded(literals, code, output))
            return;
        WriteStoredHeader(literals.Length, type: 0, output);
        output.Append(literals);
    }

    private static void WriteStoredHeader(int count, int type, ByteSink output)
    {
        if (count < 32)
        {
            output.AppendByte((byte)(type | count << 3));
            return;
        }

        var header = type | (count < 4096 ? 1 : 3) << 2 | count << 4;
        for (var bytes = count < 4096 ? 2 : 3; bytes > 0; bytes--, header >>= 8) output.AppendByte((byte)header);
    }

    private static bool TryWriteCoded(ReadOnlySpan<byte> literals, HuffmanCode code, ByteSink output)
    {
        var estimate = code.Size(literals) / 8 + code.DescriptionLength + 16;
        if (estimate > literals.Length - literals.Length / 32) return false;
        var start = output.Length;
        var sizeBits = literals.Length < 1024 ? 10 : literals.Length < 16384 ? 14 : 18;
        var headerLength = (4 + 2 * sizeBits + 7) / 8;
        output.Extend(headerLength);
        code.WriteDescription(output);
        WriteStreams(literals, code, output);
        var compressed = output.Length - start - headerLength;
        if (compressed >= literals.Length)
        {
            output.Truncate(start);
            return false;
        }

        var format = sizeBits switch { 10 => 1UL, 14 => 2UL, _ => 3UL };
        var header = 2UL | format << 2 | (ulong)literals.Length << 4 | (ulong)compressed << (4 + sizeBits);
        for (var index = 0; index < headerLength; index++) output.PatchByte(start + index, (byte)(header >> (8 * index)));
        return true;
    }

    private static void WriteStreams(ReadOnlySpan<byte> literals, HuffmanCode code, ByteSink output)
    {
        var jumpTable = output.Length;
        output.Extend(2 * (StreamCount - 1));
        var each = (literals.Length + StreamCount - 1) / StreamCount;
        for (var stream = 0; stream < StreamCount; stream++)
        {
            var start = output.Length;
            var part = stream < StreamCount - 1 ? literals.Slice(stream * each, each) : literals[(stream * each)..];
            code.WriteStream(part, output);
            if (stream == StreamCount - 1) continue;
            output.PatchByte(jumpTable + 2 * stream, (byte)(output.Length - start));
            output.PatchByte(jumpTable + 2 * stream + 1, (byte)((output.Length - start) >> 8));
        }
    }
}
