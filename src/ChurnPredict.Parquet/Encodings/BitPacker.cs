namespace ChurnPredict.Parquet;

/// <summary>Packs integers of 1 to 64 bits, least significant bits first.</summary>
internal static class BitPacker
{
    /// <summary>Packs <paramref name="values"/> and fills the rest of <paramref name="destination"/> with zeros.</summary>
    public static void Pack(ReadOnlySpan<int> values, int bitWidth, Span<byte> destination)
    {
        ulong pending = 0;
        var (pendingBits, position) = (0, 0);
        foreach (var value in values)
        {
            pending |= (ulong)(uint)value << pendingBits;
            for (pendingBits += bitWidth; pendingBits >= 8; pendingBits -= 8, pending >>= 8) destination[position++] = (byte)pending;
        }

        if (pendingBits > 0) destination[position++] = (byte)pending;
        destination[position..].Clear();
    }

    /// <summary>Packs values of 0 to 64 bits, whose higher bits must be zero.</summary>
    /// <param name="values">A multiple of eight of them, so that the packed bits end with a byte.</param>
    /// <param name="bitWidth">0 to 64.</param>
    /// <param name="destination">Exactly as long as the packed bits.</param>
    public static void Pack(ReadOnlySpan<ulong> values, int bitWidth, Span<byte> destination)
    {
        if (bitWidth == 0) return;
        UInt128 pending = 0;
        var (pendingBits, position) = (0, 0);
        foreach (var value in values)
        {
            pending |= (UInt128)value << pendingBits;
            for (pendingBits += bitWidth; pendingBits >= 8; pendingBits -= 8, pending >>= 8) destination[position++] = (byte)pending;
        }
    }
}
