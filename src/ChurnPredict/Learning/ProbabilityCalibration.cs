using System.Text.Json.Serialization;

namespace ChurnPredict.Learning;

/// <summary>A rising map from a model's raw log-odds to calibrated log-odds; learned on out-of-time predictions only, but for
/// its level, see <see cref="SurvivalLevel"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(PlattCalibration), "platt")]
[JsonDerivedType(typeof(BetaCalibration), "beta")]
[JsonDerivedType(typeof(IsotonicCalibration), "isotonic")]
public abstract record ProbabilityCalibration
{
    /// <summary>Calibrated log-odds.</summary>
    /// <param name="logOdds">The model's raw log-odds.</param>
    public abstract double Apply(double logOdds);

    /// <summary>The same map moved up or down.</summary>
    /// <param name="logOdds">Log-odds added to what it gives.</param>
    public abstract ProbabilityCalibration Shifted(double logOdds);

    /// <summary>The same map, drawn towards the one that changes nothing.</summary>
    /// <param name="share">What stays of the difference from that one, 0 to 1.</param>
    public abstract ProbabilityCalibration Weakened(double share);

    /// <summary>Whether every parameter is finite and the map rises, as it must after loading.</summary>
    public abstract bool IsValid();

    /// <summary>Calibrated probability.</summary>
    /// <param name="logOdds">The model's raw log-odds.</param>
    public double Probability(double logOdds) => LogOdds.ToProbability(Apply(logOdds));
}
