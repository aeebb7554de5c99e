namespace ChurnPredict.Boosting;

/// <summary>Finds the best split of one feature in one leaf. Made once a tree; it holds what is the same for all its leaves.</summary>
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
        _minimumHessian = Math.Max(options.MinimumLeafHessian / _hessianUnit, (double)options.MinimumLeafRows * gradients.SmallestHessian);
        _safeHessian = (double)options.MinimumLeafRows * gradients.LargestHessian;
        _exactRowsPerHessian = gradients.LargestHessian == gradients.SmallestHessian ? 1.0 / Math.Max(1u, gradients.LargestHessian) : 0;
    }

    /// <summary>What a value in quantized units is worth as a raw score.</summary>
    public double ValueUnit { get; }

    /// <summary>The best value of a leaf, in quantized units.</summary>
    public double Value(long sum, ValueBounds bounds, double extraL2 = 0) =>
        bounds.Clamp((_loss with { L2 = _loss.L2 + extraL2 / _hessianUnit }).Value(PackedSum.Gradient(sum), PackedSum.Hessian(sum)));

    /// <summary>The best split, or null when none removes loss within the options' limits.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rows">The leaf's rows; read only when sums cannot tell how many rows lie on a side.</param>
    public Split? Find(int feature, GrowingLeaf leaf, ReadOnlySpan<int> rows)
    {
        Span<long> sums = stackalloc long[HistogramKernel.SlotCodes];
        sums = sums[.._bins.Bins[feature].BinCount];
        SumByBin(feature, leaf.Histogram, sums);
        return _bins.Bins[feature].IsCategorical
            ? FindCategorical(feature, leaf, rows, sums)
            : FindNumeric(feature, leaf, rows, sums);
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

    private Split? FindNumeric(int feature, GrowingLeaf leaf, ReadOnlySpan<int> rows, Span<long> sums)
    {
        var bins = _bins.Bins[feature];
        var missing = bins.HasMissing ? sums[bins.MissingBin] : 0;
        var prefix = sums[..bins.ValueBinCount];
        for (var bin = 1; bin < prefix.Length; bin++) prefix[bin] += prefix[bin - 1];

        var scan = ScanOf(feature, leaf);
        var best = BestOfBothSides(scan, prefix, missing, bins.HasMissing);
        if (best.Bin >= 0 && !HoldsEnoughRows(best.LeftSum, leaf.Sum))
        {
            Span<int> counts = stackalloc int[HistogramKernel.SlotCodes];
            CountByBin(feature, rows, counts);
            var missingRows = bins.HasMissing ? counts[bins.MissingBin] : 0;
            for (var bin = 1; bin < prefix.Length; bin++) counts[bin] += counts[bin - 1];
            best = BestOfBothSides(
                scan with { MinimumRows = _options.MinimumLeafRows, Rows = leaf.Count }, prefix, missing, bins.HasMissing, counts, missingRows);
        }

        if (best.Bin < 0 || !IsWorthIt(best.Gain, leaf, 0, out var removed)) return null;
        var left = BinSet.UpTo(best.Bin);
        var missingGoesLeft = bins.HasMissing && best.MissingGoesLeft;
        return new Split(feature, missingGoesLeft ? left.With(bins.MissingBin) : left, best.Bin, removed, best.LeftSum);
    }

    private ThresholdScan ScanOf(int feature, GrowingLeaf leaf) => new()
    {
        Loss = _loss,
        Total = leaf.Sum,
        MinimumHessian = _minimumHessian,
        Monotone = _bins.Columns[feature].Monotone,
        Bounds = leaf.Bounds,
    };

    private static ThresholdChoice BestOfBothSides(
        ThresholdScan scan, ReadOnlySpan<long> prefix, long missing, bool hasMissing, ReadOnlySpan<int> counts = default, int missingRows = 0)
    {
        // With missing values the last threshold parts them from all others; without, it parts nothing.
        var thresholds = hasMissing ? prefix : prefix[..^1];
        var best = scan.Best(thresholds, 0, counts, 0);
        if (!hasMissing) return best;
        var left = scan.Best(prefix[..^1], missing, counts, missingRows);
        return left.Bin >= 0 && left.Gain > best.Gain ? left with { MissingGoesLeft = true } : best;
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
        foreach (var row in rows) counts[binsByCode[_bins.Code(row, place.Slot)]]++;
    }

    /// <summary>Whether a gain in quantized units beats the leaf unsplit by the options' minimum and by more than rounding.</summary>
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
            for (var bin = 0; bin < sums.Length; bin++) counts[bin] = (int)Math.Round(PackedSum.Hessian(sums[bin]) * _exactRowsPerHessian);
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
