using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>The decisions of all nodes of a tree, one bit a row.</summary>
internal static unsafe class DecisionMasks
{
    /// <summary>The decisions for up to 64 rows, each decided by itself.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="rows">Row-major.</param>
    /// <param name="featureCount">Floats a row.</param>
    /// <param name="goesLeft">One mask a node, overwritten: bit <c>r</c> says that row <c>r</c> goes left.</param>
    public static void Fill(DecisionTree tree, ReadOnlySpan<float> rows, int featureCount, Span<ulong> goesLeft)
    {
        var (nodes, sets) = (tree.Nodes, tree.CategorySets);
        for (var index = 0; index < nodes.Length; index++)
        {
            ref readonly var node = ref nodes[index];
            var mask = 0UL;
            var bit = 1UL;
            for (var value = node.Feature; value < rows.Length; value += featureCount, bit <<= 1)
            {
                if (TreeDecision.GoesLeft(node, sets, rows[value])) mask |= bit;
            }

            goesLeft[index] = mask;
        }
    }

    /// <summary>The same from the bytes of a block.</summary>
    /// <param name="path">AVX2 or AVX-512.</param>
    /// <param name="nodes">The tree's nodes.</param>
    /// <param name="bytes">64 bytes for each slot.</param>
    /// <param name="goesLeft">One mask a node, overwritten.</param>
    public static void Fill(VectorPath path, ReadOnlySpan<BinnedNode> nodes, byte* bytes, Span<ulong> goesLeft)
    {
        for (var index = 0; index < nodes.Length; index++)
        {
            var column = bytes + (nodes[index].Slot * BlockScratch.Rows);
            var code = (byte)nodes[index].Code;
            goesLeft[index] = path == VectorPath.Avx512
                ? Vector512.LessThanOrEqual(Vector512.Load(column), Vector512.Create(code)).ExtractMostSignificantBits()
                : Half(column, code) | (ulong)Half(column + Vector256<byte>.Count, code) << Vector256<byte>.Count;
        }
    }

    private static uint Half(byte* column, byte code) =>
        Vector256.LessThanOrEqual(Vector256.Load(column), Vector256.Create(code)).ExtractMostSignificantBits();
}
