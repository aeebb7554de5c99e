using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>
/// Makes a <see cref="BinnedMatrix"/>: looks for bad values, draws thresholds from a sample of rows, fills in the codes.
/// </summary>
internal sealed class BinnedMatrixBuilder(FeatureMatrix matrix, int maximumBins, int threadCount, bool bundlesExclusive = true)
{
    /// <summary>
    /// Rows whose codes are filled in together: their floats stay in the second-level cache while every feature is read.
    /// </summary>
    private const int TileRows = 256;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threadCount };

    public BinnedMatrix Build()
    {
        if (matrix.RowCount == 0) throw new InvalidTrainingDataException("0 rows; expected at least 1");
        foreach (var column in matrix.Features)
        {
            if (column.IsCategorical && column.Monotone != MonotoneConstraint.None)
                throw new ArgumentException(
                    $"feature {column.Name} is categorical and constrained to be {column.Monotone}; categories have no order");
        }

        var hasMissing = new FeatureValueChecks(matrix, threadCount).FindMissing();
        var sample = new FeatureSample(matrix, threadCount);
        var exclusive = bundlesExclusive ? ExclusiveFeatures.Find(sample, matrix.FeatureCount) : [];
        var bins = new FeatureBins[matrix.FeatureCount];
        Parallel.For(0, bins.Length, _parallel, () => new uint[sample.Rows], FindBins, _ => { });
        return Fill(bins, SlotPacking.Pack(bins, exclusive)) ?? Fill(bins, SlotPacking.Pack(bins, []))!;

        uint[] FindBins(int feature, ParallelLoopState state, uint[] scratch)
        {
            bins[feature] = BinsOf(feature, sample, hasMissing[feature], scratch);
            return scratch;
        }
    }

    private FeatureBins BinsOf(int feature, FeatureSample sample, bool hasMissing, Span<uint> scratch) =>
        matrix.Features[feature].IsCategorical
            ? FeatureBins.Categorical(sample.SortedFrom(feature, 0, scratch), hasMissing, maximumBins)
            : FeatureBins.Numeric(sample.SortedFrom(feature, float.NegativeInfinity, scratch), hasMissing, maximumBins);

    /// <summary>
    /// The matrix with these slots; null when features that were exclusive in the sample are not so in some row.
    /// </summary>
    private BinnedMatrix? Fill(FeatureBins[] bins, Slot[] slots)
    {
        var codes = new RowCodes(matrix.RowCount, slots.Length);
        var conflicts = 0;
        Parallel.For(0, (matrix.RowCount + TileRows - 1) / TileRows, _parallel, tile =>
        {
            if (!FillTile(tile, bins, slots, codes)) Interlocked.Increment(ref conflicts);
        });
        return conflicts > 0 ? null : new BinnedMatrix(matrix.RowCount, matrix.Features, bins, slots, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool FillTile(int tile, FeatureBins[] bins, Slot[] slots, RowCodes codes)
    {
        var firstRow = tile * TileRows;
        var rows = Math.Min(TileRows, matrix.RowCount - firstRow);
        Span<byte> codesOfSlot = stackalloc byte[TileRows];
        codesOfSlot = codesOfSlot[..rows];
        var bytes = codes.BytesOf(firstRow, rows);
        for (var slot = 0; slot < slots.Length; slot++)
        {
            codesOfSlot.Clear();
            for (var position = 0; position < slots[slot].Features.Length; position++)
            {
                if (!AddFeature(slots[slot], position, bins, firstRow, codesOfSlot)) return false;
            }

            for (var (row, place) = (0, slot); row < rows; row++, place += codes.Stride * sizeof(ulong))
                bytes[place] = codesOfSlot[row];
            if (codes.HasColumns) codesOfSlot.CopyTo(codes.Column(slot)[firstRow..]);
        }

        return true;
    }

    /// <summary>Adds what a feature's bins add to the codes; false when a row of exclusive features has a code already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AddFeature(Slot slot, int position, FeatureBins[] bins, int firstRow, Span<byte> codes)
    {
        Span<byte> found = stackalloc byte[TileRows];
        found = found[..codes.Length];
        var feature = slot.Features[position];
        var values = matrix.Values.AsSpan(checked((int)((long)firstRow * matrix.FeatureCount)), codes.Length * matrix.FeatureCount);
        bins[feature].Find(values[feature..], matrix.FeatureCount, found);
        var addedByBin = slot.AddedByBin(position);
        var taken = 0;
        for (var row = 0; row < codes.Length; row++)
        {
            var added = addedByBin[found[row]];
            taken |= added != 0 ? codes[row] : 0;
            codes[row] += added;
        }

        return taken == 0 || !slot.IsExclusive;
    }
}
