using System.Buffers;
using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>Explains up to 64 rows at once: all decisions of a tree as bit masks, then leaf by leaf.</summary>
internal static unsafe class ShapBlock
{
    /// <summary>Explains rows.</summary>
    /// <param name="path">Which instructions; the bits do not depend on it.</param>
    /// <param name="trees">The ensemble's trees, ready for explanation.</param>
    /// <param name="forest">The ensemble laid out for blocks, or null: then each decision is taken by itself, which for a single
    /// row is quicker.</param>
    /// <param name="rows">Row-major.</param>
    /// <param name="rowCount">1 to 64.</param>
    /// <param name="results">Row-major, one value a feature; overwritten.</param>
    public static void Explain(
        VectorPath path, ShapTree[] trees, BinnedForest? forest, ReadOnlySpan<float> rows, int rowCount, Span<double> results)
    {
        var featureCount = rows.Length / rowCount;
        // Vector kernels write two registers of rows, eight each at most.
        var stride = (rowCount + 15) & ~15;
        var sums = ArrayPool<double>.Shared.Rent(stride * featureCount);
        var bytes = ArrayPool<byte>.Shared.Rent((forest?.SlotCount ?? 0) * BlockScratch.Rows);
        var contributions = sums.AsSpan(0, stride * featureCount);
        contributions.Clear();
        fixed (double* target = contributions)
        fixed (byte* columns = bytes)
        fixed (float* values = rows)
        {
            if (forest is not null) BlockBinner.Fill(path, forest, values, featureCount, rowCount, columns);
            for (var index = 0; index < trees.Length; index++)
                AddTree(path, trees[index], forest, index, rows, featureCount, columns, new ShapTarget(target, stride, rowCount));
        }

        for (var feature = 0; feature < featureCount; feature++)
        {
            for (var row = 0; row < rowCount; row++) results[(row * featureCount) + feature] = contributions[(feature * stride) + row];
        }

        ArrayPool<double>.Shared.Return(sums);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    [SkipLocalsInit]
    private static void AddTree(
        VectorPath path,
        ShapTree tree,
        BinnedForest? forest,
        int index,
        ReadOnlySpan<float> rows,
        int featureCount,
        byte* columns,
        ShapTarget target)
    {
        var nodeCount = tree.Paths.Tree.Nodes.Length;
        var rented = ArrayPool<ulong>.Shared.Rent(nodeCount);
        if (forest is null || !forest.IsBinned[index]) DecisionMasks.Fill(tree.Paths.Tree, rows, featureCount, rented);
        else DecisionMasks.Fill(path, forest.Nodes.AsSpan(forest.NodeStarts[index], nodeCount), columns, rented);
        Span<ulong> agreement = stackalloc ulong[LeafPaths.MaxItems];
        var starts = tree.Paths.ItemStarts;
        for (var leaf = 0; leaf + 1 < starts.Length; leaf++)
        {
            var items = agreement[..(starts[leaf + 1] - starts[leaf])];
            // A leaf that is the whole tree explains nothing.
            if (items.IsEmpty) continue;
            tree.Paths.FillAgreement(leaf, rented, items);
            ShapKernel.Add(path, tree, leaf, items, target);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }
}
