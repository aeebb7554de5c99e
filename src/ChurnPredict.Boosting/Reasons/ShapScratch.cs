using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>What one thread needs to explain a few rows, aligned to cache lines; freed by its one owner.</summary>
internal readonly unsafe ref struct ShapScratch : IDisposable
{
    private const int Alignment = 64;

    private readonly byte* _memory;

    public ShapScratch(int mostSplits, int featureCount, int rowCount)
    {
        var register = sizeof(Vector512<double>);
        var sums = (long)rowCount * featureCount * register;
        var slots = ((2L * mostSplits) + 1) * register;
        var splits = (long)mostSplits * register;
        var total = sums + slots + (2 * splits) + (3L * mostSplits);
        _memory = (byte*)NativeMemory.AlignedAlloc(checked((nuint)total), Alignment);
        NativeMemory.Clear(_memory, (nuint)sums);
        Sums = (double*)_memory;
        Slots = (double*)(_memory + sums);
        Factors = (double*)(_memory + sums + slots);
        Gains = (double*)(_memory + sums + slots + splits);
        Agrees = _memory + sums + slots + (2 * splits);
        GoesLeft = Agrees + (2 * mostSplits);
    }

    /// <summary>The rows' contributions, each feature's at eight points; zero at first.</summary>
    public double* Sums { get; }

    /// <summary>A register for each slot of a tree: the product down to it, later the sum up to it.</summary>
    public double* Slots { get; }

    /// <summary>A register for each split: by what the left side is multiplied.</summary>
    public double* Factors { get; }

    /// <summary>A register for each split: what the difference of its sides' sums adds to its feature.</summary>
    public double* Gains { get; }

    /// <summary>For each side of each split, 1 if the row agrees with all decisions on its feature down to there.</summary>
    public byte* Agrees { get; }

    /// <summary>For each split, 1 if the row goes left.</summary>
    public byte* GoesLeft { get; }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
