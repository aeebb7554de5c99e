namespace ChurnPredict.Boosting;

/// <summary>Where to cut a numeric feature: between distinct values, so that bins hold about equally many rows.</summary>
internal static class NumericThresholds
{
    /// <summary>Thresholds in ascending order, fewer than <paramref name="maximumBins"/>.</summary>
    /// <param name="sorted">Values in ascending order, without NaN.</param>
    /// <param name="maximumBins">Bins at most.</param>
    public static float[] Of(ReadOnlySpan<float> sorted, int maximumBins)
    {
        var (values, counts) = Distinct(sorted);
        if (values.Count <= 1) return [];
        var lastOfBins = values.Count <= maximumBins ? AllButLast(values.Count) : EqualCounts(counts, sorted.Length, maximumBins);
        var thresholds = new float[lastOfBins.Count];
        for (var bin = 0; bin < thresholds.Length; bin++)
            thresholds[bin] = Between(values[lastOfBins[bin]], values[lastOfBins[bin] + 1]);
        return thresholds;
    }

    private static (List<float> Values, List<int> Counts) Distinct(ReadOnlySpan<float> sorted)
    {
        var (values, counts) = (new List<float>(), new List<int>());
        foreach (var value in sorted)
        {
            if (values.Count > 0 && values[^1] == value) counts[^1]++;
            else
            {
                values.Add(value == 0 ? 0f : value);
                counts.Add(1);
            }
        }

        return (values, counts);
    }

    private static List<int> AllButLast(int count) => [.. Enumerable.Range(0, count - 1)];

    /// <summary>
    /// The last distinct value of each bin but the last. A value with more rows than an even share has a bin of its own,
    /// and the share is taken anew from what is left, as LightGBM does.
    /// </summary>
    private static List<int> EqualCounts(List<int> counts, int rows, int maximumBins)
    {
        var (restRows, restBins) = ((double)rows, maximumBins);
        foreach (var count in counts)
        {
            if (count < (double)rows / maximumBins) continue;
            restRows -= count;
            restBins--;
        }

        var (ends, inBin, evenShare) = (new List<int>(), 0, (double)rows / maximumBins);
        var (smallRows, smallBins) = (restRows, restBins);
        for (var index = 0; index < counts.Count - 1 && ends.Count < maximumBins - 1; index++)
        {
            var isLarge = counts[index] >= evenShare;
            if (!isLarge) smallRows -= counts[index];
            inBin += counts[index];
            var share = restRows / Math.Max(restBins, 1);
            var nextIsLarge = counts[index + 1] >= evenShare;
            if (!isLarge && inBin < share && !(nextIsLarge && inBin >= share / 2)) continue;
            ends.Add(index);
            inBin = 0;
            if (isLarge) continue;
            smallBins--;
            (restRows, restBins) = (smallRows, smallBins);
        }

        return ends;
    }

    /// <summary>The middle of two neighbours, or the lower one where a float has no middle: lower ≤ result &lt; upper.</summary>
    private static float Between(float lower, float upper)
    {
        var middle = (float)(lower + ((double)upper - lower) / 2);
        return middle < upper && middle >= lower ? middle : lower;
    }
}
