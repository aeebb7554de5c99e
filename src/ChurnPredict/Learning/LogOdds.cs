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
}
