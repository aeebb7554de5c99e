using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>The stored form is the form in memory.</summary>
internal sealed class IdentityConversion<T> : IPhysicalConversion<T>
    where T : unmanaged
{
    public int Width => Unsafe.SizeOf<T>();

    public void Convert(ReadOnlySpan<byte> stored, Span<T> destination) =>
        stored[..(destination.Length * Width)].CopyTo(MemoryMarshal.AsBytes(destination));
}
