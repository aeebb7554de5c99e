using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>CRC-32 of ISO 3309 (gzip's), which Parquet pages carry; eight bytes a step (Kounavis and Berry, 2005).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = BuildTables();

    public static uint Hash(ReadOnlySpan<byte> data)
    {
        var tables = Tables;
        var crc = uint.MaxValue;
        for (; data.Length >= 8; data = data[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc;
            crc = tables[0x700 + (byte)word] ^ tables[0x600 + (byte)(word >> 8)]
                ^ tables[0x500 + (byte)(word >> 16)] ^ tables[0x400 + (byte)(word >> 24)]
                ^ tables[0x300 + (byte)(word >> 32)] ^ tables[0x200 + (byte)(word >> 40)]
                ^ tables[0x100 + (byte)(word >> 48)] ^ tables[(int)(word >> 56)];
        }

        foreach (var value in data) crc = tables[(byte)(crc ^ value)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[] BuildTables()
    {
        var tables = new uint[8 * 256];
        for (uint index = 0; index < 256; index++)
        {
            var crc = index;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            tables[index] = crc;
        }

        for (var index = 256; index < tables.Length; index++)
            tables[index] = tables[index - 256] >> 8 ^ tables[(byte)tables[index - 256]];
        return tables;
    }
}
