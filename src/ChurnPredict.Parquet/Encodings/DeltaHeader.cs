namespace ChurnPredict.Parquet;

/// <summary>What stands before the blocks of DELTA_BINARY_PACKED.</summary>
internal readonly record struct DeltaHeader(int MiniblockCount, int MiniblockLength, ulong TotalCount, long FirstValue)
{
    private const int LargestBlock = 1 << 24;

    public static DeltaHeader Read(ReadOnlySpan<byte> body, out int position)
    {
        position = 0;
        var blockLength = ReadVarint(body, ref position);
        var miniblockCount = ReadVarint(body, ref position);
        var totalCount = ReadVarint(body, ref position);
        var firstValue = ReadZigZag(body, ref position);
        if (blockLength is 0 or > LargestBlock || blockLength % 128 != 0)
            throw new DamagedDataException($"found delta blocks of {blockLength} values, expected a multiple of 128");
        if (miniblockCount == 0 || blockLength % miniblockCount != 0 || blockLength / miniblockCount % 32 != 0)
            throw new DamagedDataException(
                $"found {miniblockCount} miniblocks in a delta block of {blockLength} values, expected multiples of 32 values each");
        return new DeltaHeader((int)miniblockCount, (int)(blockLength / miniblockCount), totalCount, firstValue);
    }

    public static long ReadZigZag(ReadOnlySpan<byte> body, ref int position)
    {
        var raw = ReadVarint(body, ref position);
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> body, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position >= body.Length) throw new DamagedDataException("delta-encoded values end inside a number");
            var part = body[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw new DamagedDataException("found a variable-length integer of more than 10 bytes in delta-encoded values");
    }
}
