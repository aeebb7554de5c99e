using System.Runtime.CompilerServices;

namespace ChurnPredict.Boosting;

/// <summary>
/// Finds the best split of one feature in one leaf. Made once a tree; it holds what is the same for all its leaves.
/// </summary>
internal sealed class SplitFinder
{
    private readonly BinnedMatrix _bins;
    private readonly GradientBoostingOptions _options;
    private readonly LeafLoss _loss;
    private readonly double _gainUnit;
    private readonly double _minimumHessian;
    private readonly double _safeHessian;
    private readonly double _hessianUnit;
    private readonly double _exactRowsPerHessian;

    public SplitFinder(BinnedMatrix bins, GradientBoostingOptions options, QuantizedGradients gradients)
    {
        (_bins, _options) = (bins, options);
        _hessianUnit = gradients.HessianUnit;
        _loss = new LeafLoss(options.L1 / gradients.GradientUnit, options.L2 / _hessianUnit);
        _gainUnit = gradients.GradientUnit * gradients.GradientUnit / _hessianUnit;
        ValueUnit = gradients.GradientUnit / _hessianUnit;

        // A side holds between hessian / largest and hessian / smallest rows: mostly enough to tell without counting them.
        _minimumHessian = Math.Max(
            options.MinimumLeafHessian / _hessianUnit, (double)options.MinimumLeafRows * gradients.SmallestHessian);
        _safeHessian = (double)options.MinimumLeafRows * gradients.LargestHessian;
        _exactRowsPerHessian = gradients.LargestHessian == gradients.SmallestHessian
            ? 1.0 / Math.Max(1, gradients.LargestHessian)
            : 0;
    }

    /// <summary>What a value in quantized units is worth as a raw score.</summary>
    public double ValueUnit { get; }

    /// <summary>The best value of a leaf, in quantized units.</summary>
    public double Value(long sum, ValueBounds bounds, double extraL2 = 0) =>
        bounds.Clamp((_loss with { L2 = _loss.L2 + extraL2 / _hessianUnit }).Value(PackedSum.Gradient(sum), PackedSum.Hessian(sum)));

    /// <summary>The best split of a feature as far as sums can tell.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rows">The leaf's rows; read for categories only.</param>
    [SkipLocalsInit]
    public FeatureSplits Find(int feature, GrowingLeaf leaf, ReadOnlySpan<int> rows)
    {
        Span<long> sums = stackalloc long[HistogramKernel.SlotCodes];
        sums = sums[.._bins.Bins[feature].BinCount];
        SumByBin(feature, leaf.Histogram, sums);
        if (_bins.Bins[feature].IsCategorical) return new FeatureSplits(FindCategorical(feature, leaf, rows, sums), 0);

        var missing = SumUp(feature, sums);
        var best = Best(ScanOf(feature, leaf), feature, sums, missing);
        if (best.Bin < 0 || HoldsEnoughRows(best.LeftSum, leaf.Sum)) return new FeatureSplits(ToSplit(best, feature, leaf), 0);
        var cautious = ScanOf(feature, leaf) with { MinimumHessian = Math.Max(_minimumHessian, _safeHessian) };
        var certain = Best(cautious, feature, sums, missing);
        return new FeatureSplits(ToSplit(certain, feature, leaf), ToSplit(best, feature, leaf)?.Gain ?? 0);
    }

    /// <summary>The best split of a numeric feature, with the rows of every bin counted.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rows">The leaf's rows.</param>
    [SkipLocalsInit]
    public Split? FindByCounting(int feature, GrowingLeaf leaf, ReadOnlySpan<int> rows)
    {
        Span<long> sums = stackalloc long[HistogramKernel.SlotCodes];
        Span<int> counts = stackalloc int[HistogramKernel.SlotCodes];
        sums = sums[.._bins.Bins[feature].BinCount];
        SumByBin(feature, leaf.Histogram, sums);
        CountByBin(feature, rows, counts);
        var missing = SumUp(feature, sums);
        var scan = ScanOf(feature, leaf) with { MinimumRows = _options.MinimumLeafRows, Rows = leaf.Count };
        return ToSplit(Best(scan, feature, sums, missing, counts), feature, leaf);
    }

    private void SumByBin(int feature, ReadOnlySpan<long> histogram, Span<long> sums)
    {
        var place = _bins.Places[feature];
        var slot = _bins.Slots[place.Slot];
        var slotSums = histogram.Slice(place.Slot * HistogramKernel.SlotCodes, slot.CodeCount);
        if (slot.Features.Length == 1)
        {
            slotSums.CopyTo(sums);
            return;
        }

        sums.Clear();
        var binsByCode = slot.BinsByCode(place.Position);
        for (var code = 0; code < slotSums.Length; code++) sums[binsByCode[code]] += slotSums[code];
    }

    /// <summary>Makes the sums of value bins sums of all bins up to each; returns the sum of missing values.</summary>
    private long SumUp(int feature, Span<long> sums)
    {
        var bins = _bins.Bins[feature];
        var sum = 0L;
        for (var bin = 0; bin < bins.ValueBinCount; bin++) sums[bin] = sum += sums[bin];
        return bins.HasMissing ? sums[bins.MissingBin] : 0;
    }

    private ThresholdScan ScanOf(int feature, GrowingLeaf leaf) => new()
    {
        Loss = _loss,
        Total = leaf.Sum,
        MinimumHessian = _minimumHessian,
        Monotone = _bins.Columns[feature].Monotone,
        Bounds = leaf.Bounds,
    };

    private ThresholdChoice Best(
        ThresholdScan scan, int feature, ReadOnlySpan<long> sums, long missing, Span<int> counts = default)
    {
        var bins = _bins.Bins[feature];
        var (values, hasMissing) = (bins.ValueBinCount, bins.HasMissing);
        var missingRows = hasMissing && !counts.IsEmpty ? counts[bins.MissingBin] : 0;
        for (var bin = 1; bin < Math.Min(values, counts.Length); bin++) counts[bin] += counts[bin - 1];

        // With missing values the last threshold parts them from all others; without, it parts nothing.
        var best = scan.Best(sums[..(hasMissing ? values : values - 1)], 0, counts, 0);
        if (!hasMissing) return best;
        var left = scan.Best(sums[..(values - 1)], missing, counts, missingRows);
        return left.Bin >= 0 && left.Gain > best.Gain ? left with { MissingGoesLeft = true } : best;
    }

    private Split? ToSplit(ThresholdChoice choice, int feature, GrowingLeaf leaf)
    {
        if (choice.Bin < 0 || !IsWorthIt(choice.Gain, leaf, 0, out var removed)) return null;
        var left = BinSet.UpTo(choice.Bin);
        if (choice.MissingGoesLeft) left = left.With(_bins.Bins[feature].MissingBin);
        return new Split(feature, left, choice.Bin, removed, choice.LeftSum);
    }

    private bool HoldsEnoughRows(long left, long total)
    {
        var leftHessian = PackedSum.Hessian(left);
        return leftHessian >= _safeHessian && PackedSum.Hessian(total) - leftHessian >= _safeHessian;
    }

    private void CountByBin(int feature, ReadOnlySpan<int> rows, Span<int> counts)
    {
        var place = _bins.Places[feature];
        var binsByCode = _bins.Slots[place.Slot].BinsByCode(place.Position);
        counts.Clear();
        if (_bins.Codes.HasColumns)
        {
            Span<int> countsByCode = stackalloc int[HistogramKernel.SlotCodes];
            HistogramKernel.CountColumn(_bins.Codes.Column(place.Slot), rows, countsByCode);
            for (var code = 0; code < binsByCode.Length; code++) counts[binsByCode[code]] += countsByCode[code];
            return;
        }

        foreach (var row in rows) counts[binsByCode[_bins.Codes[row, place.Slot]]]++;
    }

    /// <summary>
    /// Whether a gain in quantized units beats the leaf unsplit by the options' minimum and by more than rounding.
    /// </summary>
    private bool IsWorthIt(double gain, GrowingLeaf leaf, double extraL2, out double removed)
    {
        var loss = _loss with { L2 = _loss.L2 + extraL2 / _hessianUnit };
        var unsplit = loss.GainAt(PackedSum.Gradient(leaf.Sum), PackedSum.Hessian(leaf.Sum), loss.ValueWithin(leaf));
        removed = 0.5 * _gainUnit * (gain - unsplit);
        return removed > _options.MinimumGain && gain - unsplit > 1e-10 * Math.Abs(unsplit);
    }

    private Split? FindCategorical(int feature, GrowingLeaf leaf, ReadOnlySpan<int> rows, ReadOnlySpan<long> sums)
    {
        Span<int> counts = stackalloc int[HistogramKernel.SlotCodes];
        if (_exactRowsPerHessian > 0)
        {
            for (var bin = 0; bin < sums.Length; bin++)
                counts[bin] = (int)Math.Round(PackedSum.Hessian(sums[bin]) * _exactRowsPerHessian);
        }
        else
        {
            CountByBin(feature, rows, counts);
        }

        var scan = new CategoryScan(_loss, _options, _hessianUnit, leaf);
        if (scan.Best(_bins.Bins[feature], sums, counts) is not { } best) return null;
        return IsWorthIt(best.Gain, leaf, best.ExtraL2, out var removed)
            ? new Split(feature, best.LeftBins, 0, removed, best.LeftSum, best.ExtraL2)
            : null;
    }
}
