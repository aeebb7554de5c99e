namespace ChurnPredict.Learning;

/// <summary>A rolling origin with its out-of-time predictions.</summary>
/// <param name="Table">Index of the snapshot.</param>
/// <param name="ChosenOn">Whether choices were made on it.</param>
/// <param name="Predictions">Raw log-odds and labels.</param>
/// <param name="Calibration">Learned on origins whose labels ended before this one; its level may be that of survival, see <see cref="SurvivalLevel"/>.</param>
internal sealed record OriginResult(int Table, bool ChosenOn, OutOfTimePredictions Predictions, ProbabilityCalibration Calibration)
{
    /// <summary>Rows of finished snapshots that its model was trained on.</summary>
    public int TrainingRows => Predictions.TrainingRows;

    /// <summary>Calibrated probabilities, one a row.</summary>
    public double[] Probabilities() => Array.ConvertAll(Predictions.RawLogOdds, Calibration.Probability);
}
