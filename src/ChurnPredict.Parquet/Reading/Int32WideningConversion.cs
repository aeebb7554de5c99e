using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>INT32 read as 64 bits: unsigned 32-bit integers and times in milliseconds.</summary>
internal sealed class Int32WideningConversion(bool isSigned) : IPhysicalConversion<long>
{
    public int Width => sizeof(int);

    public void Convert(ReadOnlySpan<byte> stored, Span<long> destination)
    {
        var source = MemoryMarshal.Cast<byte, int>(stored);
        if (isSigned)
        {
            for (var index = 0; index < destination.Length; index++) destination[index] = source[index];
        }
        else
        {
            for (var index = 0; index < destination.Length; index++) destination[index] = (uint)source[index];
        }
    }
}
