using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChurnPredict.Boosting;

/// <summary>Decides whole trees for the 64 rows of a block.</summary>
internal static unsafe class BlockTrees
{
    private const int Rows = BlockScratch.Rows;

    /// <summary>Finds the leaf number of each row.</summary>
    /// <param name="path">AVX2 or AVX-512.</param>
    /// <param name="nodes">The tree's nodes.</param>
    /// <param name="count">How many; 0 for a tree of one leaf.</param>
    /// <param name="bytes">The rows, one byte a row for each slot.</param>
    /// <param name="leafNumbers">The places that nodes read and write.</param>
    /// <returns>64 leaf numbers.</returns>
    public static byte* Decide(VectorPath path, BinnedNode* nodes, int count, byte* bytes, byte* leafNumbers)
    {
        if (count == 0) return leafNumbers;
        if (path == VectorPath.Avx512) DecideAvx512(nodes, count, bytes, leafNumbers);
        else DecideAvx2(nodes, count, bytes, leafNumbers);
        return leafNumbers + (BinnedNode.MaxLeaves * Rows);
    }

    /// <summary>Adds the value of its leaf to each row's sum.</summary>
    /// <param name="path">AVX2 or AVX-512.</param>
    /// <param name="values">The tree's leaf values, filled up to a multiple of 32.</param>
    /// <param name="count">Leaves.</param>
    /// <param name="leaves">64 leaf numbers.</param>
    /// <param name="sums">64 sums, added to.</param>
    public static void Add(VectorPath path, double* values, int count, byte* leaves, double* sums)
    {
        if (path == VectorPath.Avx512 && count <= 32) AddAvx512(values, leaves, sums);
        else AddAvx2(values, leaves, sums);
    }

    private static void DecideAvx512(BinnedNode* nodes, int count, byte* bytes, byte* leafNumbers)
    {
        var result = leafNumbers + ((BinnedNode.MaxLeaves + count) * Rows);
        for (var node = nodes + count - 1; node >= nodes; node--)
        {
            result -= Rows;
            var goesLeft = Vector512.LessThanOrEqual(Vector512.LoadAligned(bytes + (node->Slot * Rows)), Vector512.Create((byte)node->Code));
            Vector512.ConditionalSelect(
                goesLeft,
                Vector512.LoadAligned(leafNumbers + (node->Left * Rows)),
                Vector512.LoadAligned(leafNumbers + (node->Right * Rows))).StoreAligned(result);
        }
    }

    private static void DecideAvx2(BinnedNode* nodes, int count, byte* bytes, byte* leafNumbers)
    {
        var result = leafNumbers + ((BinnedNode.MaxLeaves + count) * Rows);
        for (var node = nodes + count - 1; node >= nodes; node--)
        {
            result -= Rows;
            var code = Vector256.Create((byte)node->Code);
            for (var row = 0; row < Rows; row += Vector256<byte>.Count)
            {
                var value = Vector256.LoadAligned(bytes + (node->Slot * Rows) + row);
                var goesLeft = Vector256.Equals(Vector256.Min(value, code), value);
                Avx2.BlendVariable(
                    Vector256.LoadAligned(leafNumbers + (node->Right * Rows) + row),
                    Vector256.LoadAligned(leafNumbers + (node->Left * Rows) + row),
                    goesLeft).StoreAligned(result + row);
            }
        }
    }

    private static void AddAvx512(double* values, byte* leaves, double* sums)
    {
        var (first, second) = (Vector512.Load(values), Vector512.Load(values + 8));
        var (third, fourth) = (Vector512.Load(values + 16), Vector512.Load(values + 24));
        for (var row = 0; row < Rows; row += Vector512<double>.Count)
        {
            var leaf = Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(ulong*)(leaves + row)).AsByte());
            var low = Avx512F.PermuteVar8x64x2(first, leaf, second);
            var high = Avx512F.PermuteVar8x64x2(third, leaf, fourth);
            var value = Vector512.ConditionalSelect(Vector512.GreaterThan(leaf, Vector512.Create(15L)).AsDouble(), high, low);
            (Vector512.LoadAligned(sums + row) + value).StoreAligned(sums + row);
        }
    }

    private static void AddAvx2(double* values, byte* leaves, double* sums)
    {
        for (var row = 0; row < Rows; row += Vector256<double>.Count)
        {
            var leaf = Avx2.ConvertToVector128Int32(leaves + row);
            (Vector256.LoadAligned(sums + row) + Avx2.GatherVector256(values, leaf, sizeof(double))).StoreAligned(sums + row);
        }
    }
}
