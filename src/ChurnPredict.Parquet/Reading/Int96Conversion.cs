using System.Buffers.Binary;

namespace ChurnPredict.Parquet;

/// <summary>INT96 timestamps (nanoseconds of the day, then the Julian day) as microseconds since 1970-01-01.</summary>
internal sealed class Int96Conversion : IPhysicalConversion<long>
{
    private const int JulianDayOfEpoch = 2_440_588;
    private const long MicrosecondsPerDay = 86_400_000_000;

    public int Width => 12;

    public void Convert(ReadOnlySpan<byte> stored, Span<long> destination)
    {
        for (var index = 0; index < destination.Length; index++)
        {
            var nanoseconds = BinaryPrimitives.ReadInt64LittleEndian(stored[(index * 12)..]);
            var day = BinaryPrimitives.ReadInt32LittleEndian(stored[((index * 12) + 8)..]);
            destination[index] = ((long)day - JulianDayOfEpoch) * MicrosecondsPerDay + FloorToMicroseconds(nanoseconds);
        }
    }

    private static long FloorToMicroseconds(long nanoseconds)
    {
        var microseconds = nanoseconds / 1000;
        return microseconds * 1000 > nanoseconds ? microseconds - 1 : microseconds;
    }
}
