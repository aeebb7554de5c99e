namespace ChurnPredict.Learning;

/// <summary>Probabilities and log-odds, without overflow at the ends.</summary>
public static class LogOdds
{
    /// <summary>Probabilities nearer to 0 or 1 than this are moved here before their log-odds are taken.</summary>
    public const double SmallestProbability = 1e-9;

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

    /// <summary>What must be added to log-odds for their probabilities to have a given mean.</summary>
    /// <param name="logOdds">Finite, at least one.</param>
    /// <param name="meanProbability">Above 0 and below 1.</param>
    /// <returns>−60 to 60.</returns>
    public static double ShiftToMean(ReadOnlySpan<double> logOdds, double meanProbability)
    {
        var (low, high) = (-60.0, 60.0);
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (low + high) / 2;
            var sum = 0.0;
            foreach (var value in logOdds) sum += ToProbability(value + middle);
            if (sum < meanProbability * logOdds.Length) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
