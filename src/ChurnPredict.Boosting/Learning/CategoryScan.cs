namespace ChurnPredict.Boosting;

/// <summary>
/// Looks for the categories to single out. Up to four: each against the rest. More: put in order of gradient by hessian, where
/// the
/// best of all subsets is a prefix (Fisher 1958), and taken from either end. The bin of rare and unseen categories stays right;
/// missing values are a category like any other.
/// </summary>
internal readonly ref struct CategoryScan(LeafLoss loss, GradientBoostingOptions options, double hessianUnit, GrowingLeaf leaf)
{
    private const int OneAgainstRest = 4;

    /// <summary>The best set, or null when none is allowed.</summary>
    /// <param name="bins">The feature's bins.</param>
    /// <param name="sums">Packed sum of each bin.</param>
    /// <param name="counts">Rows of each bin.</param>
    public CategoryChoice? Best(FeatureBins bins, ReadOnlySpan<long> sums, ReadOnlySpan<int> counts)
    {
        Span<int> order = stackalloc int[HistogramKernel.SlotCodes];
        var present = 0;
        for (var bin = 0; bin < sums.Length; bin++)
        {
            var isRare = bin == bins.ValueBinCount - 1;
            if (!isRare && counts[bin] > 0) order[present++] = bin;
        }

        order = order[..present];
        if (present <= OneAgainstRest) return BestSingle(order, sums, counts);
        SortByRatio(order, sums);
        var low = BestPrefix(order, sums, counts);
        order.Reverse();
        var high = BestPrefix(order, sums, counts);
        return high is { } && (low is null || high.Value.Gain > low.Value.Gain) ? high : low;
    }

    private CategoryChoice? BestSingle(ReadOnlySpan<int> order, ReadOnlySpan<long> sums, ReadOnlySpan<int> counts)
    {
        CategoryChoice? best = null;
        foreach (var bin in order)
        {
            if (Gain(sums[bin], counts[bin], 0) is { } gain && !(gain <= best?.Gain))
                best = new CategoryChoice(default(BinSet).With(bin), gain, sums[bin], 0);
        }

        return best;
    }

    private CategoryChoice? BestPrefix(ReadOnlySpan<int> order, ReadOnlySpan<long> sums, ReadOnlySpan<int> counts)
    {
        var (left, rows, set) = (0L, 0, default(BinSet));
        CategoryChoice? best = null;
        for (var rank = 0; rank < Math.Min(order.Length, options.MaximumSplitCategories); rank++)
        {
            left += sums[order[rank]];
            rows += counts[order[rank]];
            set = set.With(order[rank]);
            if (Gain(left, rows, options.CategoryL2) is { } gain && !(gain <= best?.Gain))
                best = new CategoryChoice(set, gain, left, options.CategoryL2);
        }

        return best;
    }

    private double? Gain(long left, int leftRows, double extraL2)
    {
        if (leftRows < options.MinimumLeafRows || leaf.Count - leftRows < options.MinimumLeafRows) return null;
        var right = leaf.Sum - left;
        var (leftHessian, rightHessian) = ((double)PackedSum.Hessian(left), (double)PackedSum.Hessian(right));
        if (Math.Min(leftHessian, rightHessian) * hessianUnit < options.MinimumLeafHessian) return null;
        var penalised = loss with { L2 = loss.L2 + extraL2 / hessianUnit };
        return GainOf(penalised, PackedSum.Gradient(left), leftHessian) + GainOf(penalised, PackedSum.Gradient(right), rightHessian);
    }

    private double GainOf(LeafLoss penalised, double gradient, double hessian) =>
        penalised.GainAt(gradient, hessian, leaf.Bounds.Clamp(penalised.Value(gradient, hessian)));

    private void SortByRatio(Span<int> order, ReadOnlySpan<long> sums)
    {
        Span<double> ratios = stackalloc double[order.Length];
        var smoothing = options.CategorySmoothing / hessianUnit;
        for (var rank = 0; rank < order.Length; rank++)
        {
            var hessian = PackedSum.Hessian(sums[order[rank]]) + smoothing;
            ratios[rank] = hessian > 0 ? PackedSum.Gradient(sums[order[rank]]) / hessian : 0;
        }

        // Insertion keeps the order of equals, which a general sort does not promise; there are at most 255.
        for (var rank = 1; rank < order.Length; rank++)
        {
            var (ratio, bin, place) = (ratios[rank], order[rank], rank);
            for (; place > 0 && ratios[place - 1] > ratio; place--)
                (ratios[place], order[place]) = (ratios[place - 1], order[place - 1]);
            (ratios[place], order[place]) = (ratio, bin);
        }
    }
}
