using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>Doubles that begin on a cache line and stay where they are as long as this object lives.</summary>
internal sealed unsafe class AlignedDoubles
{
    private const int LineDoubles = 8;

    private readonly double[] _doubles;

    /// <param name="values">Copied.</param>
    public AlignedDoubles(IReadOnlyList<double> values)
    {
        _doubles = GC.AllocateArray<double>(values.Count + LineDoubles, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_doubles));
        var line = (nuint)(LineDoubles * sizeof(double));
        First = (double*)((address + line - 1) & ~(line - 1));
        for (var index = 0; index < values.Count; index++) First[index] = values[index];
    }

    /// <summary>The first of them.</summary>
    public double* First { get; }
}
