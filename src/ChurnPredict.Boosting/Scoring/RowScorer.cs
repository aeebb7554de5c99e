using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChurnPredict.Boosting;

/// <summary>The raw score of one row by AVX-512 with byte permutes.</summary>
internal static unsafe class RowScorer
{
    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => Avx512Vbmi.IsSupported && Avx512CD.IsSupported && Avx2.IsSupported;

    /// <summary>The base score plus the leaf values in tree order: the bits of a plain walk.</summary>
    /// <param name="forest">A usable layout.</param>
    /// <param name="baseScore">The raw score before any tree.</param>
    /// <param name="row">One value a feature.</param>
    /// <remarks>Optimised at the first call, since a server's first thousand answers would otherwise take four times as long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double RawScore(RowForest forest, double baseScore, ReadOnlySpan<float> row)
    {
        // Wide look-ups read four bytes where one is meant.
        var bytes = stackalloc byte[Math.Max(RowForest.RegisterSlots, forest.Forest.SlotCount + sizeof(int))];
        var leaves = stackalloc int[RowForest.GroupTrees];
        fixed (float* values = row) BlockBinner.FillOne(forest.Forest, values, bytes);
        var score = baseScore;
        fixed (double* leafValues = forest.LeafValues)
        fixed (ushort* wideSlots = forest.WideSlots)
        {
            var slots = wideSlots;
            var steps = forest.Steps;
            foreach (var group in forest.Groups)
            {
                if (group.IsWalked)
                {
                    var tree = forest.Forest.Trees[group.FirstTree];
                    score += tree.Leaves[TreeWalk.LeafIndex(tree, row)].Value;
                    continue;
                }

                if (forest.IsWide) DecideWide(steps, group.StepCount, bytes, slots).Store(leaves);
                else Decide(steps, group.StepCount, bytes, forest.Forest.SlotCount > 128).Store(leaves);
                steps += group.StepCount * RowForest.StepLength;
                slots += group.StepCount * RowForest.StepNodes * RowForest.GroupTrees;
                var first = leafValues + (group.FirstTree * RowForest.MaxLeaves);
                for (var lane = 0; lane < group.TreeCount; lane++) score += first[(lane * RowForest.MaxLeaves) + leaves[lane]];
            }
        }

        return score;
    }

    /// <summary>The leaf of each of sixteen trees, counted from the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<int> Decide(byte* steps, int stepCount, byte* bytes, bool isWide)
    {
        var (first, second) = (Vector512.Load(bytes), Vector512.Load(bytes + 64));
        var (third, fourth) = (Vector512.Load(bytes + 128), Vector512.Load(bytes + 192));
        var open = Vector512<int>.AllBitsSet;
        for (var end = steps + (stepCount * RowForest.StepLength); steps < end; steps += RowForest.StepLength)
        {
            var slots = Vector512.LoadAligned(steps);
            var values = Avx512Vbmi.PermuteVar64x8x2(first, slots, second);
            if (isWide)
            {
                var high = Avx512Vbmi.PermuteVar64x8x2(third, slots, fourth);
                values = Vector512.ConditionalSelect(Vector512.GreaterThan(slots, Vector512.Create((byte)127)), high, values);
            }

            var goesRight = Vector512.GreaterThan(values, Vector512.LoadAligned(steps + 64)).AsSByte();
            var masks = (int*)(steps + 128);
            open &= Keep(masks, goesRight.GetLower().GetLower());
            open &= Keep(masks + 16, goesRight.GetLower().GetUpper());
            open &= Keep(masks + 32, goesRight.GetUpper().GetLower());
            open &= Keep(masks + 48, goesRight.GetUpper().GetUpper());
        }

        return Avx512CD.LeadingZeroCount(open);
    }

    /// <summary>The same where the bytes do not fit registers: each node's is gathered from memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<int> DecideWide(byte* steps, int stepCount, byte* bytes, ushort* slots)
    {
        var open = Vector512<int>.AllBitsSet;
        for (var end = steps + (stepCount * RowForest.StepLength); steps < end; steps += RowForest.StepLength)
        {
            for (var node = 0; node < RowForest.StepNodes; node++, slots += RowForest.GroupTrees)
            {
                var values = Vector512.Create(Gather(bytes, slots), Gather(bytes, slots + Vector256<int>.Count));
                var codes = Avx512F.ConvertToVector512Int32(Vector128.Load(steps + 64 + (node * RowForest.GroupTrees)));
                var masks = Vector512.LoadAligned((int*)(steps + 128) + (node * RowForest.GroupTrees));
                open &= masks | ~Vector512.GreaterThan(values, codes);
            }
        }

        return Avx512CD.LeadingZeroCount(open);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Gather(byte* bytes, ushort* slots) =>
        Avx2.GatherVector256((int*)bytes, Avx2.ConvertToVector256Int32(Vector128.Load(slots)), 1) & Vector256.Create(0xff);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Keep(int* masks, Vector128<sbyte> goesRight) =>
        Vector512.LoadAligned(masks) | ~Avx512F.ConvertToVector512Int32(goesRight);
}
