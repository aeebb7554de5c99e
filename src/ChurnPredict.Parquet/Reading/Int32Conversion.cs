using System.Runtime.InteropServices;

namespace ChurnPredict.Parquet;

/// <summary>INT32 annotated as an integer of 8 or 16 bits: only those bits count, whatever the writer left above them.</summary>
internal sealed class Int32Conversion(LogicalType logical) : IPhysicalConversion<int>
{
    public int Width => sizeof(int);

    public void Convert(ReadOnlySpan<byte> stored, Span<int> destination)
    {
        var source = MemoryMarshal.Cast<byte, int>(stored);
        for (var index = 0; index < destination.Length; index++) destination[index] = Narrow(source[index], logical);
    }

    public static int Narrow(int value, LogicalType logical) => logical switch
    {
        { Kind: LogicalTypeKind.Integer, BitWidth: 8, IsSigned: true } => (sbyte)value,
        { Kind: LogicalTypeKind.Integer, BitWidth: 8 } => (byte)value,
        { Kind: LogicalTypeKind.Integer, BitWidth: 16, IsSigned: true } => (short)value,
        { Kind: LogicalTypeKind.Integer, BitWidth: 16 } => (ushort)value,
        _ => value,
    };
}
