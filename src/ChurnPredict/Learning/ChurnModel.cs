using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Trees and the calibration that turns their raw log-odds into probabilities.</summary>
/// <param name="Ensemble">The trees; raw scores are log-odds.</param>
/// <param name="Calibration">Learned on out-of-time predictions; its level may be that of survival, see <see cref="SurvivalLevel"/>.</param>
public sealed record ChurnModel(TreeEnsemble Ensemble, ProbabilityCalibration Calibration)
{
    /// <summary>Calibrated probability of one row.</summary>
    /// <param name="features">One row, NaN = missing.</param>
    public double Probability(ReadOnlySpan<float> features) => Calibration.Probability(Ensemble.RawScore(features));

    /// <summary>Calibrated probabilities of many rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    public double[] Probabilities(FeatureMatrix rows, int threadCount)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Array.ConvertAll(Ensemble.RawScores(rows, threadCount), Calibration.Probability);
    }
}
