namespace ChurnPredict.Parquet;

/// <summary>Reads the definition levels of a flat optional column, where 1 means present and 0 means null.</summary>
internal static class DefinitionLevels
{
    /// <summary>Reads the levels of <paramref name="count"/> rows in the hybrid encoding.</summary>
    public static void ReadHybrid(ReadOnlySpan<byte> levels, int count, ValidityBuilder validity)
    {
        var reader = new HybridReader(levels, bitWidth: 1);
        while (count > 0)
        {
            if (!reader.NextRun(count, out var length))
                throw new DamagedDataException($"the definition levels end {count} rows before the page does");
            if (reader.IsPacked) validity.AppendBits(reader.Packed, reader.PackedIndex, length);
            else validity.AppendRun(reader.RunValue != 0, length);
            reader.Consume(length);
            count -= length;
        }
    }

    /// <summary>Reads the deprecated BIT_PACKED levels: one bit a row, most significant first.</summary>
    /// <returns>Bytes that the levels took.</returns>
    public static int ReadBitPacked(ReadOnlySpan<byte> page, int count, ValidityBuilder validity)
    {
        var length = (count + 7) >> 3;
        if (length > page.Length)
            throw new DamagedDataException($"found {page.Length} bytes of definition levels, expected {length}");
        for (var row = 0; row < count; row++) validity.AppendRun((page[row >> 3] >> (7 - (row & 7)) & 1) != 0, 1);
        return length;
    }
}
