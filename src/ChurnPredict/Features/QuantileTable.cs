namespace ChurnPredict.Features;

/// <summary>How a quantity was distributed over the base on a date: its percentiles.</summary>
public sealed record QuantileTable
{
    private const int CutCount = 99;

    /// <summary>A table of nobody: every rank is NaN, every quintile null.</summary>
    public static QuantileTable Empty { get; } = new();

    /// <summary>The 1st to the 99th percentile, never falling; empty when there was nobody to measure.</summary>
    public IReadOnlyList<double> Cuts { get; init; } = [];

    /// <summary>Share of the base below a value, ties counted half, 0 to 1 in steps of half a percent; NaN for NaN and for an empty table.</summary>
    /// <param name="value">The value.</param>
    public double RankOf(double value)
    {
        if (Cuts.Count == 0 || double.IsNaN(value)) return double.NaN;
        return (CountBelow(value) + CountAtMost(value) + 1) / (2.0 * (Cuts.Count + 1));
    }

    /// <summary>The fifth of the base that a value falls in, 1 = lowest to 5 = highest; equal values fall in the same one. Null for
    /// NaN and for an empty table.</summary>
    /// <param name="value">The value.</param>
    public int? QuintileOf(double value)
    {
        if (Cuts.Count == 0 || double.IsNaN(value)) return null;
        var quintile = 1;
        for (var fifth = 1; fifth < 5; fifth++)
        {
            if (QuintileCut(fifth) < value) quintile++;
        }

        return quintile;
    }

    /// <summary>The value above which a quintile begins.</summary>
    /// <param name="fifth">1 to 4: the cut between this quintile and the next.</param>
    internal double QuintileCut(int fifth) => Cuts[(fifth * (CutCount + 1) / 5) - 1];

    /// <summary>Measures the percentiles of values, which it sorts; NaN is left out.</summary>
    internal static QuantileTable Measure(Span<float> values)
    {
        values.Sort();
        var missing = 0;
        while (missing < values.Length && float.IsNaN(values[missing])) missing++;
        var known = values[missing..];
        if (known.IsEmpty) return Empty;
        var cuts = new double[CutCount];
        for (var cut = 0; cut < CutCount; cut++) cuts[cut] = known[(int)((cut + 1L) * (known.Length - 1) / (CutCount + 1))];
        return new QuantileTable { Cuts = cuts };
    }

    // Lower bound: the cuts never fall.
    private int CountBelow(double value)
    {
        var (low, high) = (0, Cuts.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Cuts[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private int CountAtMost(double value)
    {
        var (low, high) = (0, Cuts.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Cuts[middle] <= value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
