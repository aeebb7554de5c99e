using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>Makes a <see cref="BinnedMatrix"/>: looks for bad values, draws thresholds from a sample of rows, fills in the codes.</summary>
internal sealed class BinnedMatrixBuilder(FeatureMatrix matrix, int maximumBins, int threadCount)
{
    /// <summary>Rows whose codes are filled in together: their floats stay in the second-level cache while every feature is read.</summary>
    private const int TileRows = 256;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threadCount };

    public BinnedMatrix Build()
    {
        if (matrix.RowCount == 0) throw new InvalidTrainingDataException("0 rows; expected at least 1");
        foreach (var column in matrix.Features)
        {
            if (column.IsCategorical && column.Monotone != MonotoneConstraint.None)
                throw new ArgumentException($"feature {column.Name} is categorical and constrained to be {column.Monotone}; categories have no order");
        }

        var hasMissing = new FeatureValueChecks(matrix, threadCount).FindMissing();
        var sample = new FeatureSample(matrix, threadCount);
        var bins = new FeatureBins[matrix.FeatureCount];
        Parallel.For(0, bins.Length, _parallel, () => new uint[sample.Rows], FindBins, _ => { });
        var slots = SlotPacking.Pack(bins);
        var codes = new RowCodes(matrix.RowCount, slots.Length);
        Parallel.For(0, (matrix.RowCount + TileRows - 1) / TileRows, _parallel, tile => FillTile(tile, bins, slots, codes));
        return new BinnedMatrix(matrix.RowCount, matrix.Features, bins, slots, codes);

        uint[] FindBins(int feature, ParallelLoopState state, uint[] scratch)
        {
            bins[feature] = BinsOf(feature, sample, hasMissing[feature], scratch);
            return scratch;
        }
    }

    private FeatureBins BinsOf(int feature, FeatureSample sample, bool hasMissing, Span<uint> scratch) => matrix.Features[feature].IsCategorical
        ? FeatureBins.Categorical(sample.SortedFrom(feature, 0, scratch), hasMissing, maximumBins)
        : FeatureBins.Numeric(sample.SortedFrom(feature, float.NegativeInfinity, scratch), hasMissing, maximumBins);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillTile(int tile, FeatureBins[] bins, Slot[] slots, RowCodes codes)
    {
        var firstRow = tile * TileRows;
        var rows = Math.Min(TileRows, matrix.RowCount - firstRow);
        Span<byte> found = stackalloc byte[TileRows];
        Span<byte> codesOfSlot = stackalloc byte[TileRows];
        var bytes = codes.BytesOf(firstRow, rows);
        var slotCodes = codesOfSlot[..rows];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slotCodes.Clear();
            for (var position = 0; position < slots[slot].Features.Length; position++)
            {
                var feature = slots[slot].Features[position];
                var values = matrix.Values.AsSpan(checked((int)((long)firstRow * matrix.FeatureCount)), rows * matrix.FeatureCount);
                bins[feature].Find(values[feature..], matrix.FeatureCount, found[..rows]);
                var multiplier = slots[slot].Multipliers[position];
                for (var row = 0; row < rows; row++) slotCodes[row] += (byte)(multiplier * found[row]);
            }

            for (var (row, place) = (0, slot); row < rows; row++, place += codes.Stride * sizeof(ulong)) bytes[place] = slotCodes[row];
            if (codes.HasColumns) slotCodes.CopyTo(codes.Column(slot)[firstRow..]);
        }
    }
}
