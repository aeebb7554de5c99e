using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>What one thread needs to explain a row, aligned to cache lines; freed by its one owner.</summary>
internal readonly unsafe ref struct ShapScratch : IDisposable
{
    private const int Alignment = 64;

    private readonly byte* _memory;
    private readonly int _sumCount;

    public ShapScratch(int mostSplits, int featureCount)
    {
        var register = sizeof(Vector512<double>);
        _sumCount = featureCount * ShapKernel.SumLength;
        var sums = (long)featureCount * register;
        var slots = ((2L * mostSplits) + 1) * register;
        var splits = (long)mostSplits * register;
        var terms = (long)mostSplits * sizeof(int);
        var total = sums + slots + splits + terms + (2L * mostSplits) + 1;
        _memory = (byte*)NativeMemory.AlignedAlloc(checked((nuint)total), Alignment);
        Sums = (double*)_memory;
        Slots = (double*)(_memory + sums);
        Gains = (double*)(_memory + sums + slots);
        Terms = (int*)(_memory + sums + slots + splits);
        Agrees = _memory + sums + slots + splits + terms;
    }

    /// <summary>The row's contributions, each feature's at eight points.</summary>
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

    /// <summary>Begins a row.</summary>
    public void ClearSums() => new Span<double>(Sums, _sumCount).Clear();

    /// <summary>Ends a row: each feature's points, added up in their order.</summary>
    /// <param name="contributions">One value a feature; overwritten.</param>
    public void AddUp(Span<double> contributions)
    {
        var sums = Sums;
        foreach (ref var contribution in contributions)
        {
            contribution = 0;
            for (var point = 0; point < ShapKernel.SumLength; point++) contribution += *sums++;
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
