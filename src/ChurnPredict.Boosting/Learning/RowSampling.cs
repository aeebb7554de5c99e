namespace ChurnPredict.Boosting;

/// <summary>Which rows a tree is grown on; drawn anew for every tree from the options' seed.</summary>
public sealed record RowSampling
{
    private RowSampling(double topFraction, double randomFraction)
    {
        TopFraction = topFraction;
        RandomFraction = randomFraction;
    }

    /// <summary>Every row, every tree.</summary>
    public static RowSampling None { get; } = new(0, 1);

    /// <summary>Share of the rows that is always taken, those with the largest gradients; 0 for plain sampling.</summary>
    public double TopFraction { get; }

    /// <summary>Share of all rows that is drawn from the others.</summary>
    public double RandomFraction { get; }

    /// <summary>Whether every row is taken.</summary>
    internal bool TakesAll => TopFraction + RandomFraction >= 1;

    /// <summary>
    /// What a drawn row's gradient is multiplied by, so that the drawn rows stand for all that were not always taken.
    /// </summary>
    internal double RandomRowWeight => TopFraction > 0 ? (1 - TopFraction) / RandomFraction : 1;

    /// <summary>Each row with the same chance.</summary>
    /// <param name="fraction">Expected share of the rows, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside (0, 1].</exception>
    public static RowSampling Plain(double fraction)
    {
        if (!(fraction > 0 && fraction <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "expected a share in (0, 1]");
        return new RowSampling(0, fraction);
    }

    /// <summary>
    /// Gradient-based one-side sampling (LightGBM, NeurIPS 2017): the rows with large gradients and a weighted draw of the
    /// rest.
    /// </summary>
    /// <param name="topFraction">Share of the rows always taken, in (0, 1).</param>
    /// <param name="randomFraction">Share of all rows drawn from the rest, above 0; both together at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of range.</exception>
    public static RowSampling GradientBased(double topFraction = 0.2, double randomFraction = 0.1)
    {
        if (!(topFraction > 0 && topFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(topFraction), topFraction, "expected a share in (0, 1)");
        if (!(randomFraction > 0 && topFraction + randomFraction <= 1))
            throw new ArgumentOutOfRangeException(nameof(randomFraction), randomFraction, "expected a share above 0; both shares at most 1 together");
        return new RowSampling(topFraction, randomFraction);
    }
}
