using ChurnPredict.History;

namespace ChurnPredict.Learning;

/// <summary>Predictions for one rolling origin by a model that saw only labels that ended before it.</summary>
/// <param name="AsOf">The origin's date.</param>
/// <param name="RawLogOdds">Raw log-odds, one a row of the snapshot.</param>
/// <param name="Labels">0 or 1 each.</param>
/// <param name="TrainingRows">Rows of finished snapshots that the model learned from.</param>
internal sealed record OutOfTimePredictions(AsOfDate AsOf, double[] RawLogOdds, float[] Labels, int TrainingRows);
