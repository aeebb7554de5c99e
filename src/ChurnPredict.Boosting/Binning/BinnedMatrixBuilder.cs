using System.Runtime.InteropServices;

namespace ChurnPredict.Boosting;

/// <summary>Makes a <see cref="BinnedMatrix"/>: looks for bad values, draws thresholds from a sample of rows, fills in the codes.</summary>
internal sealed class BinnedMatrixBuilder(FeatureMatrix matrix, int maximumBins, int threadCount)
{
    /// <summary>Rows that thresholds are drawn from; more of them move a bin's edge by less than a fifth of the bin.</summary>
    private const int SampleRows = 100_000;

    /// <summary>Rows whose codes are filled in together: their floats stay in the second-level cache while every feature is read.</summary>
    private const int TileRows = 256;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threadCount };

    /// <summary>64-bit words that hold so many codes.</summary>
    public static int WordsFor(int slots) => (slots + 7) / 8;

    public BinnedMatrix Build()
    {
        if (matrix.RowCount == 0) throw new InvalidTrainingDataException("0 rows; expected at least 1");
        foreach (var column in matrix.Features)
        {
            if (column.IsCategorical && column.Monotone != MonotoneConstraint.None)
                throw new ArgumentException($"feature {column.Name} is categorical and constrained to be {column.Monotone}; categories have no order");
        }

        var hasMissing = new FeatureValueChecks(matrix, threadCount).FindMissing();
        var bins = new FeatureBins[matrix.FeatureCount];
        Parallel.For(0, bins.Length, _parallel, feature => bins[feature] = BinsOf(feature, hasMissing[feature]));
        var slots = SlotPacking.Pack(bins);
        var words = new ulong[checked((long)matrix.RowCount * WordsFor(slots.Length))];
        Parallel.For(0, (matrix.RowCount + TileRows - 1) / TileRows, _parallel, tile => FillTile(tile, bins, slots, words));
        return new BinnedMatrix(matrix.RowCount, matrix.Features, bins, slots, words);
    }

    private FeatureBins BinsOf(int feature, bool hasMissing)
    {
        var sampled = Math.Min(matrix.RowCount, SampleRows);
        var values = new float[sampled];
        var count = 0;
        var isCategorical = matrix.Features[feature].IsCategorical;
        for (var draw = 0; draw < sampled; draw++)
        {
            var value = matrix.Values[SampledRow(draw, sampled) * matrix.FeatureCount + feature];
            if (!float.IsNaN(value) && !(isCategorical && value < 0)) values[count++] = value;
        }

        var sorted = values.AsSpan(0, count);
        sorted.Sort();
        return isCategorical
            ? FeatureBins.Categorical(sorted, hasMissing, maximumBins)
            : FeatureBins.Numeric(sorted, hasMissing, maximumBins);
    }

    /// <summary>One row out of each equal range, at a place that no period in the rows can follow.</summary>
    private long SampledRow(int draw, int sampled)
    {
        var start = (long)draw * matrix.RowCount / sampled;
        var end = (draw + 1L) * matrix.RowCount / sampled;
        return start + (long)(((ulong)draw * 0x9E3779B97F4A7C15 >> 32) % (ulong)(end - start));
    }

    private void FillTile(int tile, FeatureBins[] bins, Slot[] slots, ulong[] words)
    {
        var firstRow = tile * TileRows;
        var rows = Math.Min(TileRows, matrix.RowCount - firstRow);
        var wordsPerRow = WordsFor(slots.Length);
        var codes = MemoryMarshal.AsBytes(words.AsSpan(checked((int)((long)firstRow * wordsPerRow)), rows * wordsPerRow));
        for (var slot = 0; slot < slots.Length; slot++)
        {
            for (var position = 0; position < slots[slot].Features.Length; position++)
            {
                var feature = slots[slot].Features[position];
                AddCodes(feature, bins[feature], slots[slot].Multipliers[position], firstRow, codes[slot..], wordsPerRow * 8, rows);
            }
        }
    }

    private void AddCodes(int feature, FeatureBins bins, int multiplier, int firstRow, Span<byte> codes, int stride, int rows)
    {
        var values = matrix.Values;
        var place = (long)firstRow * matrix.FeatureCount + feature;
        for (var row = 0; row < rows; row++, place += matrix.FeatureCount)
        {
            var value = values[place];
            var isMissing = float.IsNaN(value) || (bins.IsCategorical && value < 0);
            codes[row * stride] += (byte)(multiplier * (isMissing ? bins.MissingBin : bins.BinOf(value)));
        }
    }
}
