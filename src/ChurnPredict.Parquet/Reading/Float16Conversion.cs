using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>FLOAT16 as 32 bits.</summary>
internal sealed class Float16Conversion : IPhysicalConversion<float>
{
    public int Width => 2;

    public void Convert(ReadOnlySpan<byte> stored, Span<float> destination)
    {
        var source = MemoryMarshal.Cast<byte, Half>(stored);
        for (var index = 0; index < destination.Length; index++) destination[index] = (float)source[index];
    }
}
