using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>What one thread needs to score blocks of 64 rows, aligned to cache lines; freed by its one owner.</summary>
internal sealed unsafe class BlockScratch : IDisposable
{
    /// <summary>Rows of a block.</summary>
    public const int Rows = 64;

    private const int Alignment = 64;

    public BlockScratch(BinnedForest forest)
    {
        Bytes = Allocate(Math.Max(forest.SlotCount, 1) * Rows);
        LeafNumbers = Allocate(2 * BinnedNode.MaxLeaves * Rows);
        Sums = (double*)Allocate(Rows * sizeof(double));
        for (var leaf = 0; leaf < BinnedNode.MaxLeaves; leaf++) new Span<byte>(LeafNumbers + (leaf * Rows), Rows).Fill((byte)leaf);
    }

    ~BlockScratch() => Free();

    /// <summary>One byte a row for each slot of the forest.</summary>
    public byte* Bytes { get; private set; }

    /// <summary>One byte a row for each place: 256 constants, the leaves' own numbers, then what the nodes decide.</summary>
    public byte* LeafNumbers { get; private set; }

    /// <summary>The raw score of each row.</summary>
    public double* Sums { get; private set; }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static byte* Allocate(int length)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, Alignment);
        new Span<byte>(memory, length).Clear();
        return memory;
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Bytes);
        NativeMemory.AlignedFree(LeafNumbers);
        NativeMemory.AlignedFree(Sums);
        Bytes = LeafNumbers = null;
        Sums = null;
    }
}
