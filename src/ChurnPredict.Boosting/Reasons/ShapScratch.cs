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
        var terms = (long)mostSplits * sizeof(int);
        var total = sums + slots + splits + terms + (2L * mostSplits) + 1;
        _memory = (byte*)NativeMemory.AlignedAlloc(checked((nuint)total), Alignment);
        NativeMemory.Clear(_memory, (nuint)sums);
        Sums = (double*)_memory;
        Slots = (double*)(_memory + sums);
        Gains = (double*)(_memory + sums + slots);
        Terms = (int*)(_memory + sums + slots + splits);
        Agrees = _memory + sums + slots + splits + terms;
    }

    /// <summary>The rows' contributions, each feature's at eight points; zero at first.</summary>
    public double* Sums { get; }

    /// <summary>A register for each slot of a tree: the product down to it, later the sum up to it.</summary>
    public double* Slots { get; }

    /// <summary>A register for each split: what the difference of its sides' sums adds to its feature.</summary>
    public double* Gains { get; }

    /// <summary>For each split, where the terms stand that hold for the row.</summary>
    public int* Terms { get; }

    /// <summary>For each side of each split, 1 if the row agrees with all decisions on its feature down to there; one more behind,
    /// for splits without an earlier one.</summary>
    public byte* Agrees { get; }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
