namespace ChurnPredict.Boosting;

/// <summary>
/// How one feature's values become bins. Numeric: bin b holds what lies above threshold b − 1 and up to threshold b.
/// Categorical: one bin for each frequent category, the last value bin for all others. Missing values have the bin behind.
/// </summary>
internal sealed class FeatureBins
{
    /// <summary>Categories from here on share the bin of the rare ones, which bounds the bit set of a split to 8 KiB.</summary>
    public const int CategoryLimit = 65_536;

    /// <summary>
    /// Rows of the sample below which a category is one of the rare: nothing can be learned from fewer but noise.
    /// </summary>
    private const int MinimumCategoryRows = 3;

    private readonly byte[] _binOfCategory;
    private readonly ThresholdSearch _search;

    private FeatureBins(bool isCategorical, float[] thresholds, int[] categories, int valueBins, bool hasMissing)
    {
        IsCategorical = isCategorical;
        Thresholds = thresholds;
        Categories = categories;
        ValueBinCount = valueBins;
        HasMissing = hasMissing;
        _binOfCategory = BinsByCategory(categories);
        _search = new ThresholdSearch(thresholds);
    }

    public bool IsCategorical { get; }

    /// <summary>Numeric: ascending, one fewer than value bins; the largest value of each bin but the last.</summary>
    public float[] Thresholds { get; }

    /// <summary>Categorical: the category of each bin but the last value bin.</summary>
    public int[] Categories { get; }

    /// <summary>Bins that hold values, ≥ 1.</summary>
    public int ValueBinCount { get; }

    public bool HasMissing { get; }

    /// <summary>Bins in all, ≤ 256.</summary>
    public int BinCount => ValueBinCount + (HasMissing ? 1 : 0);

    /// <summary>The bin of missing values; only where <see cref="HasMissing"/>.</summary>
    public int MissingBin => ValueBinCount;

    /// <summary>Makes the bins of a numeric feature.</summary>
    /// <param name="sorted">Values in ascending order, without NaN.</param>
    /// <param name="hasMissing">Whether any row lacks the value.</param>
    /// <param name="maximumBins">Value bins at most.</param>
    public static FeatureBins Numeric(ReadOnlySpan<float> sorted, bool hasMissing, int maximumBins)
    {
        var thresholds = NumericThresholds.Of(sorted, maximumBins);
        return new FeatureBins(false, thresholds, [], thresholds.Length + 1, hasMissing);
    }

    /// <summary>Makes the bins of a categorical feature.</summary>
    /// <param name="sorted">Categories in ascending order, without NaN and negative ones.</param>
    /// <param name="hasMissing">Whether any row lacks the category.</param>
    /// <param name="maximumBins">Value bins at most.</param>
    public static FeatureBins Categorical(ReadOnlySpan<float> sorted, bool hasMissing, int maximumBins)
    {
        var counts = new List<(int Category, int Rows)>();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            if (sorted[start] < CategoryLimit && end - start >= MinimumCategoryRows)
                counts.Add(((int)sorted[start], end - start));
            start = end;
        }

        int[] frequent = [.. counts.OrderByDescending(count => count.Rows).ThenBy(count => count.Category)
            .Take(maximumBins - 1).Select(count => count.Category).Order()];
        return new FeatureBins(true, [], frequent, frequent.Length + 1, hasMissing);
    }

    /// <summary>Finds the bins of values.</summary>
    /// <param name="values">The first value, and others every <paramref name="stride"/>.</param>
    /// <param name="stride">From a value to the next.</param>
    /// <param name="found">One a value; overwritten.</param>
    public void Find(ReadOnlySpan<float> values, int stride, Span<byte> found)
    {
        if (!IsCategorical)
        {
            _search.Find(values, stride, (byte)MissingBin, found);
            return;
        }

        for (var index = 0; index < found.Length; index++)
        {
            var value = values[index * stride];
            found[index] = (byte)(value >= 0 ? BinOfCategory(value) : MissingBin);
        }
    }

    private int BinOfCategory(float value) => value < _binOfCategory.Length ? _binOfCategory[(int)value] : Categories.Length;

    private static byte[] BinsByCategory(int[] categories)
    {
        if (categories.Length == 0) return [];
        var bins = new byte[categories[^1] + 1];
        Array.Fill(bins, (byte)categories.Length);
        for (var bin = 0; bin < categories.Length; bin++) bins[categories[bin]] = (byte)bin;
        return bins;
    }
}
