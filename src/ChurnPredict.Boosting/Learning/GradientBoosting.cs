namespace ChurnPredict.Boosting;

/// <summary>
/// Gradient boosting of decision trees on binned features. A learner holds options and no data; the same rows, options and seed
/// give the same ensemble, byte for byte, on any number of threads.
/// </summary>
public sealed class GradientBoosting
{
    /// <summary>Makes a learner.</summary>
    /// <param name="options">How to learn.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GradientBoosting(GradientBoostingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        Options = options;
    }

    /// <summary>How it learns.</summary>
    public GradientBoostingOptions Options { get; }

    /// <summary>Grows an ensemble; see <see cref="LearnInDetail"/>, of whose result this is the ensemble.</summary>
    /// <inheritdoc cref="LearnInDetail"/>
    public TreeEnsemble Learn(
        TrainingData training,
        TrainingData? validation = null,
        TreeEnsemble? continueFrom = null,
        IProgress<BoostingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        LearnInDetail(training, validation, continueFrom, progress, cancellationToken).Ensemble;

    /// <summary>Grows an ensemble and reports the loss on validation rows after every round.</summary>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">Rows to measure on; null means none, and then nothing stops early.</param>
    /// <param name="continueFrom">An ensemble whose trees come first; null means to start from a constant.</param>
    /// <param name="progress">Told after every round; null means nobody.</param>
    /// <param name="cancellationToken">Looked at after every round.</param>
    /// <exception cref="InvalidTrainingDataException">Nothing can be learned from these rows: none, a label that the objective
    /// does not
    /// know, one class only, an infinite value, a negative weight. The message says what and where.</exception>
    /// <exception cref="ArgumentException">Lengths or features do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LearnResult LearnInDetail(
        TrainingData training,
        TrainingData? validation = null,
        TreeEnsemble? continueFrom = null,
        IProgress<BoostingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        TrainingDataChecks.ThrowIfInvalid(training, Options.Objective);
        if (validation is not null) TrainingDataChecks.ThrowIfInvalidForValidation(validation, training);
        if (continueFrom is not null) TrainingDataChecks.ThrowIfNotContinuable(continueFrom, training, Options.Objective);

        using var crew = new WorkerCrew(Options.ThreadCount ?? Environment.ProcessorCount);
        var run = new BoostingRun(Options, training, validation, continueFrom, crew);
        for (var round = 0; round < Options.Rounds && !run.ShouldStop; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            run.AddTree(round);
            progress?.Report(new BoostingProgress(round + 1, Options.Rounds, run.LastValidationLoss));
        }

        return run.Result();
    }
}
