namespace ChurnPredict.Boosting;

/// <summary>
/// One byte of a row's codes. It holds the bin of one feature, or the joint code of several, whose histograms are then sums over
/// the joint one: eight yes/no features cost one update a row instead of eight. A row's code is the sum of what each feature's
/// bin adds.
/// </summary>
internal sealed class Slot
{
    private readonly byte[][] _binsByCode;
    private readonly byte[][] _addedByBin;

    private Slot(int[] features, int codeCount, byte[][] addedByBin, byte[][] binsByCode, bool isExclusive)
    {
        (Features, CodeCount, _addedByBin, _binsByCode, IsExclusive) = (features, codeCount, addedByBin, binsByCode, isExclusive);
    }

    /// <summary>The features in it.</summary>
    public int[] Features { get; }

    /// <summary>Codes that may occur: 0 to this − 1; at most 256.</summary>
    public int CodeCount { get; }

    /// <summary>Whether codes hold only if at most one feature of a row adds to them.</summary>
    public bool IsExclusive { get; }

    /// <summary>
    /// Joins features whose bins may occur in any combination; the code counts in mixed radix, the first feature fastest.
    /// </summary>
    /// <param name="features">Feature indices.</param>
    /// <param name="binCounts">Their bins; the product is at most 256.</param>
    public static Slot OfCombinations(int[] features, int[] binCounts)
    {
        var codes = binCounts.Aggregate(1, (product, count) => product * count);
        var (added, bins) = (new byte[features.Length][], new byte[features.Length][]);
        var multiplier = 1;
        for (var position = 0; position < features.Length; position++)
        {
            var (step, count) = (multiplier, binCounts[position]);
            added[position] = [.. Enumerable.Range(0, count).Select(bin => (byte)(bin * step))];
            bins[position] = [.. Enumerable.Range(0, codes).Select(code => (byte)(code / step % count))];
            multiplier *= count;
        }

        return new Slot(features, codes, added, bins, false);
    }

    /// <summary>Joins features of which at most one is not in its usual bin; code 0 means that all are.</summary>
    /// <param name="features">Feature indices.</param>
    /// <param name="binCounts">Their bins; all but the usual ones and one more code make at most 256.</param>
    /// <param name="usualBins">The usual bin of each.</param>
    public static Slot OfExclusive(int[] features, int[] binCounts, int[] usualBins)
    {
        var codes = 1 + binCounts.Sum(count => count - 1);
        var (added, bins) = (new byte[features.Length][], new byte[features.Length][]);
        var next = 1;
        for (var position = 0; position < features.Length; position++)
        {
            (added[position], bins[position]) = (new byte[binCounts[position]], new byte[codes]);
            Array.Fill(bins[position], (byte)usualBins[position]);
            for (var bin = 0; bin < binCounts[position]; bin++)
            {
                if (bin == usualBins[position]) continue;
                bins[position][next] = (byte)bin;
                added[position][bin] = (byte)next++;
            }
        }

        return new Slot(features, codes, added, bins, true);
    }

    /// <summary>What a feature's bins add to the code.</summary>
    /// <param name="position">Of the feature in <see cref="Features"/>.</param>
    public ReadOnlySpan<byte> AddedByBin(int position) => _addedByBin[position];

    /// <summary>A feature's bin by code.</summary>
    /// <param name="position">Of the feature in <see cref="Features"/>.</param>
    public ReadOnlySpan<byte> BinsByCode(int position) => _binsByCode[position];

    /// <summary>The codes whose bin of one feature is in a set.</summary>
    public BinSet CodesOf(int position, BinSet bins)
    {
        if (Features.Length == 1) return bins;
        var codes = default(BinSet);
        var binsByCode = _binsByCode[position];
        for (var code = 0; code < binsByCode.Length; code++)
        {
            if (bins.Contains(binsByCode[code])) codes = codes.With(code);
        }

        return codes;
    }
}
