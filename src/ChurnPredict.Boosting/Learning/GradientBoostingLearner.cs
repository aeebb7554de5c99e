namespace ChurnPredict.Boosting;

/// <summary>Our own gradient boosting, the default learner.</summary>
public sealed class GradientBoostingLearner : ITreeLearner
{
    /// <inheritdoc/>
    public string Name => "churnpredict";

    /// <inheritdoc/>
    public LearnResult Learn(
        GradientBoostingOptions options,
        TrainingData training,
        TrainingData? validation = null,
        IProgress<BoostingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        new GradientBoosting(options).LearnInDetail(training, validation, continueFrom: null, progress, cancellationToken);
}
