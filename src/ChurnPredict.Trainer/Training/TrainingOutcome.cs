using ChurnPredict.Learning;

namespace ChurnPredict.Trainer.Training;

/// <summary>What a training gave.</summary>
/// <param name="ModelId">The new model.</param>
/// <param name="Model">Its contents.</param>
/// <param name="IsChampion">Whether it was promoted.</param>
/// <param name="Promotion">Why, or why not.</param>
/// <param name="ComparedScores">Customers whose scores by the model in memory and by the one read back were compared and equal.</param>
internal sealed record TrainingOutcome(string ModelId, TrainedModel Model, bool IsChampion, string Promotion, int ComparedScores);
