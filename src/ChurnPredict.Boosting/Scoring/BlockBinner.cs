using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChurnPredict.Boosting;

/// <summary>Turns the features of up to 64 rows into bytes. Each search counts, in one or two vector compares, the thresholds
/// that are not at or above the value; NaN is at or below nothing, so it counts them all.</summary>
internal static unsafe class BlockBinner
{
    private const int Missing = 255;

    /// <summary>Fills <see cref="BlockScratch.Bytes"/>.</summary>
    /// <param name="path">AVX2 or AVX-512.</param>
    /// <param name="forest">The forest.</param>
    /// <param name="rows">The first row; row-major.</param>
    /// <param name="featureCount">Floats a row.</param>
    /// <param name="rowCount">Rows, 1 to 64.</param>
    /// <param name="bytes">Overwritten for these rows.</param>
    public static void Fill(VectorPath path, BinnedForest forest, float* rows, int featureCount, int rowCount, byte* bytes)
    {
        var ranks = stackalloc byte[BlockScratch.Rows];
        foreach (var column in forest.Columns)
        {
            var values = rows + column.Feature;
            if (column.Words is { } words) RankCategories(words, values, featureCount, rowCount, ranks);
            else if (path == VectorPath.Avx512) RankAvx512(column, values, featureCount, rowCount, ranks);
            else RankAvx2(column, values, featureCount, rowCount, ranks);
            Store(column, ranks, bytes);
        }
    }

    /// <summary>The bytes of one row, one a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillOne(BinnedForest forest, float* row, byte* bytes)
    {
        foreach (var column in forest.Columns)
        {
            byte rank = 0;
            if (column.Words is { } words) RankCategories(words, row + column.Feature, 0, 1, &rank);
            else RankAvx512(column, row + column.Feature, 0, 1, &rank);
            if (column.MissingRightSlot is { } right) bytes[right] = rank;
            if (column.MissingLeftSlot is { } left) bytes[left] = (byte)(rank + 1);
        }
    }

    private static void Store(BinColumn column, byte* ranks, byte* bytes)
    {
        if (column.MissingRightSlot is { } right)
            new ReadOnlySpan<byte>(ranks, BlockScratch.Rows).CopyTo(new Span<byte>(bytes + (right * BlockScratch.Rows), BlockScratch.Rows));
        if (column.MissingLeftSlot is not { } left) return;
        // Adding 1 turns 255, missing, into 0.
        for (var row = 0; row < BlockScratch.Rows; row += Vector256<byte>.Count)
            (Vector256.Load(ranks + row) + Vector256<byte>.One).Store(bytes + (left * BlockScratch.Rows) + row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RankAvx512(BinColumn column, float* values, int stride, int rowCount, byte* ranks)
    {
        fixed (float* thresholds = column.Thresholds, pivots = column.Pivots)
        {
            var first = Vector512.Load(column.SegmentCount == 1 ? thresholds : pivots);
            if (column.SegmentCount == 1)
            {
                for (var row = 0; row < rowCount; row++, values += stride)
                {
                    var count = CountBelow(first, Vector512.Create(*values));
                    ranks[row] = (byte)(count == BinColumn.SegmentLength ? Missing : count);
                }

                return;
            }

            for (var row = 0; row < rowCount; row++, values += stride)
            {
                var value = Vector512.Create(*values);
                var segment = CountBelow(first, value) * BinColumn.SegmentLength;
                var rank = segment + CountBelow(Vector512.Load(thresholds + segment), value);
                ranks[row] = (byte)Math.Min(rank, Missing);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountBelow(Vector512<float> thresholds, Vector512<float> value) =>
        BitOperations.PopCount((uint)Avx512F.CompareNotGreaterThanOrEqual(thresholds, value).ExtractMostSignificantBits());

    private static void RankAvx2(BinColumn column, float* values, int stride, int rowCount, byte* ranks)
    {
        fixed (float* thresholds = column.Thresholds, pivots = column.Pivots)
        {
            for (var row = 0; row < rowCount; row++, values += stride)
            {
                var value = Vector256.Create(*values);
                var segment = column.SegmentCount == 1 ? 0 : CountBelow(pivots, value) * BinColumn.SegmentLength;
                var count = CountBelow(thresholds + segment, value);
                ranks[row] = (byte)(count == BinColumn.SegmentLength ? Missing : segment + count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountBelow(float* thresholds, Vector256<float> value)
    {
        const FloatComparisonMode NotAtOrAbove = FloatComparisonMode.UnorderedNotGreaterThanOrEqualNonSignaling;
        var low = Avx.Compare(Vector256.Load(thresholds), value, NotAtOrAbove).ExtractMostSignificantBits();
        var high = Avx.Compare(Vector256.Load(thresholds + 8), value, NotAtOrAbove).ExtractMostSignificantBits();
        return BitOperations.PopCount(low | high << 8);
    }

    private static void RankCategories(ulong[] words, float* values, int stride, int rowCount, byte* ranks)
    {
        for (var row = 0; row < rowCount; row++, values += stride)
        {
            var value = *values;
            if (!(value >= 0)) ranks[row] = Missing;
            else if (value >= words.Length * 64f) ranks[row] = 1;
            else ranks[row] = (byte)(~(words[(int)value >> 6] >> ((int)value & 63)) & 1);
        }
    }
}
