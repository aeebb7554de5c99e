namespace ChurnPredict.Boosting;

/// <summary>Fits trees to rows; whoever implements it, the result is a <see cref="TreeEnsemble"/>, so that calibration, reasons,
/// scoring speed and export never ask who trained.</summary>
public interface ITreeLearner
{
    /// <summary>The name by which a command line asks for the learner.</summary>
    string Name { get; }

    /// <summary>Fits an ensemble.</summary>
    /// <param name="options">How to grow it; learners that lack an option map what they can and ignore the rest.</param>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">Rows to watch the loss on; null = none.</param>
    /// <param name="progress">Told after each round; null = nobody listens.</param>
    /// <param name="cancellationToken">Stops the learning.</param>
    LearnResult Learn(
        GradientBoostingOptions options,
        TrainingData training,
        TrainingData? validation = null,
        IProgress<BoostingProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
