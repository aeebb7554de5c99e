namespace ChurnPredict.Learning;

/// <summary>Probabilities and log-odds, without overflow at the ends.</summary>
public static class LogOdds
{
    /// <summary>Probabilities nearer to 0 or 1 than this are moved here before their log-odds are taken.</summary>
    public const double SmallestProbability = 1e-9;

    private const int Halvings = 50;

    /// <summary>1 / (1 + e^−logOdds).</summary>
    /// <param name="logOdds">Any finite number.</param>
    public static double ToProbability(double logOdds) =>
        logOdds >= 0 ? 1 / (1 + Math.Exp(-logOdds)) : Math.Exp(logOdds) / (1 + Math.Exp(logOdds));

    /// <summary>ln(p / (1 − p)), with p moved into [10⁻⁹, 1 − 10⁻⁹].</summary>
    /// <param name="probability">0 to 1.</param>
    public static double FromProbability(double probability)
    {
        var inside = double.Clamp(probability, SmallestProbability, 1 - SmallestProbability);
        return Math.Log(inside) - Math.Log(1 - inside);
    }

    /// <summary>ln(1 + e^x).</summary>
    /// <param name="x">Any finite number.</param>
    public static double SoftPlus(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));

    /// <summary>What to add to log-odds so that the mean of their probabilities is a wanted one, by halving.</summary>
    /// <param name="logOdds">One or more.</param>
    /// <param name="mean">The wanted mean; one that no shift reaches gives an end of the range.</param>
    /// <param name="most">Bound of the shift in either direction, above 0.</param>
    internal static double ShiftToMean(double[] logOdds, double mean, double most)
    {
        var (low, high) = (-most, most);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            if (logOdds.Average(value => ToProbability(value + middle)) < mean) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
