using System.Buffers;

namespace ChurnPredict.Features;

/// <summary>The gaps between a customer's days with an order, in days; NaN where there are too few.</summary>
internal readonly struct PurchaseRhythm
{
    private PurchaseRhythm(ReadOnlySpan<int> days, Span<int> gaps)
    {
        var sum = 0.0;
        var logSum = 0.0;
        for (var gap = 0; gap < gaps.Length; gap++)
        {
            gaps[gap] = days[gap + 1] - days[gap];
            sum += gaps[gap];
            logSum += Logarithms[int.Min(gaps[gap], Logarithms.Length - 1)];
        }

        GapCount = gaps.Length;
        Mean = gaps.Length > 0 ? sum / gaps.Length : double.NaN;
        Last = gaps.Length > 0 ? gaps[^1] : double.NaN;
        LogMean = gaps.Length > 0 ? logSum / gaps.Length : double.NaN;
        RecentMean = gaps.Length > 3 ? (days[^1] - days[^4]) / 3.0 : double.NaN;
        (StandardDeviation, LogStandardDeviation) = Spread(gaps, Mean, LogMean);
        gaps.Sort();
        Median = gaps.Length > 0 ? (gaps[(gaps.Length - 1) / 2] + gaps[gaps.Length / 2]) / 2.0 : double.NaN;
        Longest = gaps.Length > 0 ? gaps[^1] : double.NaN;
        Shortest = gaps.Length > 0 ? gaps[0] : double.NaN;
    }

    /// <summary>Natural logarithms of whole days, 0 to 4095; gaps are at least a day.</summary>
    private static readonly double[] Logarithms = [.. Enumerable.Range(0, 4096).Select(days => days == 0 ? 0 : Math.Log(days))];

    /// <summary>Number of gaps.</summary>
    public int GapCount { get; }

    /// <summary>Mean gap.</summary>
    public double Mean { get; }

    /// <summary>Median gap.</summary>
    public double Median { get; }

    /// <summary>Shortest gap.</summary>
    public double Shortest { get; }

    /// <summary>Longest gap.</summary>
    public double Longest { get; }

    /// <summary>Latest gap.</summary>
    public double Last { get; }

    /// <summary>Mean of the last three gaps, where there are earlier ones.</summary>
    public double RecentMean { get; }

    /// <summary>Standard deviation (n − 1) of the gaps, of two or more.</summary>
    public double StandardDeviation { get; }

    /// <summary>Mean natural logarithm of the gaps.</summary>
    public double LogMean { get; }

    /// <summary>Standard deviation (n − 1) of the logarithms of the gaps, of two or more.</summary>
    public double LogStandardDeviation { get; }

    /// <summary>Measures the gaps between days.</summary>
    /// <param name="days">Days with an order, rising.</param>
    public static PurchaseRhythm Of(ReadOnlySpan<int> days)
    {
        var count = int.Max(days.Length - 1, 0);
        if (count <= 128) return new PurchaseRhythm(days, stackalloc int[count]);
        var rented = ArrayPool<int>.Shared.Rent(count);
        var rhythm = new PurchaseRhythm(days, rented.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(rented);
        return rhythm;
    }

    private static (double Plain, double Logarithmic) Spread(ReadOnlySpan<int> gaps, double mean, double logMean)
    {
        if (gaps.Length < 2) return (double.NaN, double.NaN);
        var squares = 0.0;
        var logSquares = 0.0;
        foreach (var gap in gaps)
        {
            squares += (gap - mean) * (gap - mean);
            var log = Logarithms[int.Min(gap, Logarithms.Length - 1)] - logMean;
            logSquares += log * log;
        }

        return (Math.Sqrt(squares / (gaps.Length - 1)), Math.Sqrt(logSquares / (gaps.Length - 1)));
    }
}
