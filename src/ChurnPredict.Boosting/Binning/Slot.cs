namespace ChurnPredict.Boosting;

/// <summary>
/// One byte of a row's codes. It holds the bin of one feature, or the joint code of several features with few bins,
/// whose histograms are then sums over the joint one: eight yes/no features cost one update a row instead of eight.
/// </summary>
internal sealed class Slot
{
    private readonly byte[][] _binsByCode;

    /// <summary>Joins features; the code counts in mixed radix, the first feature fastest.</summary>
    /// <param name="features">Feature indices.</param>
    /// <param name="binCounts">Their bins; the product is at most 256.</param>
    public Slot(int[] features, int[] binCounts)
    {
        Features = features;
        Multipliers = new int[features.Length];
        _binsByCode = new byte[features.Length][];
        CodeCount = binCounts.Aggregate(1, (product, count) => product * count);
        var multiplier = 1;
        for (var position = 0; position < features.Length; position++)
        {
            Multipliers[position] = multiplier;
            var bins = new byte[CodeCount];
            for (var code = 0; code < CodeCount; code++) bins[code] = (byte)(code / multiplier % binCounts[position]);
            _binsByCode[position] = bins;
            multiplier *= binCounts[position];
        }
    }

    /// <summary>The features in it.</summary>
    public int[] Features { get; }

    /// <summary>What each feature's bin counts in the code.</summary>
    public int[] Multipliers { get; }

    /// <summary>Codes that may occur: 0 to this − 1; at most 256.</summary>
    public int CodeCount { get; }

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
