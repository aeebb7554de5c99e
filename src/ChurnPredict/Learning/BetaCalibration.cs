namespace ChurnPredict.Learning;

/// <summary>
/// Beta calibration: log-odds = a · ln p − b · ln(1 − p) + c, which can bend each end on its own (Kull, Silva Filho, Flach 2017,
/// Beta calibration, AISTATS).
/// </summary>
/// <param name="A">Weight of ln p, ≥ 0.</param>
/// <param name="B">Weight of −ln(1 − p), ≥ 0; not both 0.</param>
/// <param name="C">Log-odds.</param>
public sealed record BetaCalibration(double A, double B, double C) : ProbabilityCalibration
{
    /// <inheritdoc/>
    public override double Apply(double logOdds) => (-A * LogOdds.SoftPlus(-logOdds)) + (B * LogOdds.SoftPlus(logOdds)) + C;

    /// <inheritdoc/>
    public override ProbabilityCalibration Shifted(double logOdds) => this with { C = C + logOdds };

    /// <inheritdoc/>
    public override ProbabilityCalibration Weakened(double share) =>
        new BetaCalibration(1 + (share * (A - 1)), 1 + (share * (B - 1)), share * C);

    /// <inheritdoc/>
    public override bool IsValid() => double.IsFinite(A) && double.IsFinite(B) && double.IsFinite(C) && A >= 0 && B >= 0 && A + B > 0;
}
