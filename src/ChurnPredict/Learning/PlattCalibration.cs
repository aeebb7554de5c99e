namespace ChurnPredict.Learning;

/// <summary>Platt scaling: a straight line in log-odds (Platt 1999, Probabilistic outputs for support vector machines).</summary>
/// <param name="Slope">Above 0.</param>
/// <param name="Intercept">Log-odds.</param>
public sealed record PlattCalibration(double Slope, double Intercept) : ProbabilityCalibration
{
    /// <summary>The map that changes nothing.</summary>
    public static PlattCalibration Identity { get; } = new(1, 0);

    /// <inheritdoc/>
    public override double Apply(double logOdds) => (Slope * logOdds) + Intercept;

    /// <inheritdoc/>
    public override ProbabilityCalibration Shifted(double logOdds) => this with { Intercept = Intercept + logOdds };

    /// <inheritdoc/>
    public override ProbabilityCalibration Weakened(double share) => new PlattCalibration(1 + (share * (Slope - 1)), share * Intercept);

    /// <inheritdoc/>
    public override bool IsValid() => double.IsFinite(Slope) && double.IsFinite(Intercept) && Slope > 0;
}
