using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>DECIMAL on any physical type as its unscaled 128-bit value.</summary>
internal sealed class DecimalConversion(PhysicalType type, int width) : IPhysicalConversion<Int128>
{
    public int Width => width;

    public void Convert(ReadOnlySpan<byte> stored, Span<Int128> destination)
    {
        for (var index = 0; index < destination.Length; index++)
        {
            var value = stored.Slice(index * width, width);
            destination[index] = type switch
            {
                PhysicalType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(value),
                PhysicalType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(value),
                _ => FromBigEndian(value),
            };
        }
    }

    /// <summary>Reads a two's complement big-endian number of any length whose value fits 128 bits.</summary>
    public static Int128 FromBigEndian(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        UInt128 value = (sbyte)bytes[0] < 0 ? UInt128.MaxValue : 0;
        var sign = (byte)value;
        var excess = Math.Max(0, bytes.Length - 16);
        for (var index = 0; index < excess; index++)
        {
            if (bytes[index] != sign) ThrowTooWide();
        }

        foreach (var part in bytes[excess..]) value = value << 8 | part;
        if (excess > 0 && ((Int128)value < 0) != (sign != 0)) ThrowTooWide();
        return (Int128)value;
    }

    private static void ThrowTooWide() =>
        throw new DamagedDataException("found a decimal of more than 38 digits, which is not supported");
}
