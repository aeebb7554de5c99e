namespace ChurnPredict.Learning;

/// <summary>
/// Isotonic regression made strictly increasing: straight lines between the centres of the pooled blocks, in log-odds, with a small
/// slope of their own, flat nowhere and clipped at both ends.
/// </summary>
/// <param name="Raw">Raw log-odds at the knots, rising strictly.</param>
/// <param name="Calibrated">Calibrated log-odds at the knots, rising strictly; same length.</param>
public sealed record IsotonicCalibration(double[] Raw, double[] Calibrated) : ProbabilityCalibration
{
    /// <summary>Slope outside the knots and least slope between them, so that the order of customers is never lost.</summary>
    public const double LeastSlope = 1e-3;

    /// <summary>Log-odds beyond the outer knots as far as which a weakened map is drawn: no customer's are as far out.</summary>
    private const double Reach = 40;

    /// <inheritdoc/>
    public override double Apply(double logOdds)
    {
        if (logOdds <= Raw[0]) return Calibrated[0] + (LeastSlope * (logOdds - Raw[0]));
        if (logOdds >= Raw[^1]) return Calibrated[^1] + (LeastSlope * (logOdds - Raw[^1]));
        var upper = Array.BinarySearch(Raw, logOdds);
        if (upper >= 0) return Calibrated[upper];
        upper = ~upper;
        var share = (logOdds - Raw[upper - 1]) / (Raw[upper] - Raw[upper - 1]);
        return Calibrated[upper - 1] + (share * (Calibrated[upper] - Calibrated[upper - 1]));
    }

    /// <inheritdoc/>
    public override ProbabilityCalibration Shifted(double logOdds) =>
        this with { Calibrated = Array.ConvertAll(Calibrated, value => value + logOdds) };

    /// <inheritdoc/>
    /// <remarks>A knot more at either end carries what is left of the slope 1 to where the map itself is clipped.</remarks>
    public override ProbabilityCalibration Weakened(double share)
    {
        double[] knots = [Raw[0] - Reach, .. Raw, Raw[^1] + Reach];
        return new IsotonicCalibration(knots, Array.ConvertAll(knots, logOdds => (share * Apply(logOdds)) + ((1 - share) * logOdds)));
    }

    /// <inheritdoc/>
    public override bool IsValid() => Raw.Length >= 2 && Raw.Length == Calibrated.Length && Rises(Raw) && Rises(Calibrated);

    private static bool Rises(double[] values) =>
        values.All(double.IsFinite) && values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
}
