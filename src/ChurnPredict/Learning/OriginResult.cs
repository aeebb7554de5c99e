namespace ChurnPredict.Learning;

/// <summary>A rolling origin with its out-of-time predictions.</summary>
/// <param name="Table">Index of the snapshot.</param>
/// <param name="TrainingRows">Rows that its model was trained on.</param>
/// <param name="ChosenOn">Whether choices were made on it.</param>
/// <param name="Predictions">Raw log-odds and labels.</param>
/// <param name="Calibration">Learned on origins whose labels ended before this one.</param>
internal sealed record OriginResult(
    int Table, int TrainingRows, bool ChosenOn, OutOfTimePredictions Predictions, ProbabilityCalibration Calibration)
{
    /// <summary>Calibrated probabilities, one a row.</summary>
    public double[] Probabilities() => Array.ConvertAll(Predictions.RawLogOdds, Calibration.Probability);
}
