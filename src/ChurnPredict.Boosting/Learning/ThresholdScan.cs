using System.Runtime.Intrinsics;

namespace ChurnPredict.Boosting;

/// <summary>Goes through the thresholds of a feature in a leaf; of equal gains the lowest bin wins.</summary>
internal readonly record struct ThresholdScan
{
    public required LeafLoss Loss { get; init; }

    /// <summary>Packed sum of the leaf.</summary>
    public required long Total { get; init; }

    /// <summary>Hessian a side holds at least, in units.</summary>
    public required double MinimumHessian { get; init; }

    public required MonotoneConstraint Monotone { get; init; }

    public required ValueBounds Bounds { get; init; }

    /// <summary>Rows a side holds at least; looked at only when counts are given.</summary>
    public int MinimumRows { get; init; }

    /// <summary>Rows of the leaf.</summary>
    public int Rows { get; init; }

    /// <summary>The best of the thresholds behind each bin.</summary>
    /// <param name="prefix">Packed sums of all bins up to each.</param>
    /// <param name="added">Packed sum that is on the left besides.</param>
    /// <param name="counts">Rows up to each bin; empty means that rows do not matter.</param>
    /// <param name="addedRows">Rows on the left besides.</param>
    public ThresholdChoice Best(ReadOnlySpan<long> prefix, long added, ReadOnlySpan<int> counts, int addedRows)
    {
        var (first, end) = counts.IsEmpty ? (0, prefix.Length) : RangeWithEnoughRows(counts[..prefix.Length], addedRows);
        if (first >= end) return ThresholdChoice.None;
        if (IsUnconstrained)
        {
            var found = ThresholdKernel.Best(prefix[first..end], added, Total, Math.Max(MinimumHessian, 1), Loss.L2);
            return found.Bin < 0 ? found : found with { Bin = found.Bin + first };
        }

        var vectors = Loss.L1 == 0 && ThresholdKernel.IsVectorSupported ? (end - first) & ~(Vector512<long>.Count - 1) : 0;
        var best = vectors == 0 ? ThresholdChoice.None : ConstrainedThresholdKernel.Best(prefix.Slice(first, vectors), added, this);
        if (best.Bin >= 0) best = best with { Bin = best.Bin + first };
        return BestPlainly(prefix[..end], first + vectors, best, added);
    }

    /// <summary>The best of the thresholds from one on and of one found before them, one after another.</summary>
    /// <param name="prefix">Packed sums of all bins up to each.</param>
    /// <param name="first">The bin of the first threshold to look at.</param>
    /// <param name="best">What was found before.</param>
    /// <param name="added">Packed sum that is on the left besides.</param>
    public ThresholdChoice BestPlainly(ReadOnlySpan<long> prefix, int first, ThresholdChoice best, long added)
    {
        for (var bin = first; bin < prefix.Length; bin++)
        {
            var left = prefix[bin] + added;
            var gain = Gain(left, Total - left);
            if (gain > best.Gain) best = new ThresholdChoice(bin, gain, left);
        }

        return best;
    }

    /// <summary>Counts only rise from bin to bin, so the thresholds with enough rows on both sides stand together.</summary>
    private (int First, int End) RangeWithEnoughRows(ReadOnlySpan<int> counts, int addedRows)
    {
        var (first, end) = (0, counts.Length);
        while (first < end && counts[first] + addedRows < MinimumRows) first++;
        while (end > first && Rows - counts[end - 1] - addedRows < MinimumRows) end--;
        return (first, end);
    }

    private bool IsUnconstrained => Loss.L1 == 0 && Monotone == MonotoneConstraint.None && Bounds == ValueBounds.None;

    private double Gain(long left, long right)
    {
        var (leftGradient, leftHessian) = ((double)PackedSum.Gradient(left), (double)PackedSum.Hessian(left));
        var (rightGradient, rightHessian) = ((double)PackedSum.Gradient(right), (double)PackedSum.Hessian(right));
        if (leftHessian < MinimumHessian || rightHessian < MinimumHessian) return double.NegativeInfinity;
        var leftValue = Bounds.Clamp(Loss.Value(leftGradient, leftHessian));
        var rightValue = Bounds.Clamp(Loss.Value(rightGradient, rightHessian));
        return (int)Monotone * (rightValue - leftValue) < 0
            ? double.NegativeInfinity
            : Loss.GainAt(leftGradient, leftHessian, leftValue) + Loss.GainAt(rightGradient, rightHessian, rightValue);
    }
}
