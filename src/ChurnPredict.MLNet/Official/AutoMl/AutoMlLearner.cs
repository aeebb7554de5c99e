using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.AutoML;

namespace ChurnPredict.MLNet;

/// <summary>
/// AutoML over the tree trainers, LightGBM where its native library loads. Until it is tuned for a loss it fits as FastTree does; tuned, it
/// fits with what it found, the number of trees included. Amounts stay FastTreeTweedie's, the only trainer with their link.
/// </summary>
internal sealed class AutoMlLearner : ITunableTreeLearner
{
    /// <summary>Where an experiment keeps the settings of its pipeline.</summary>
    private const string PipelineSettings = "_pipeline_";

    private static readonly FastTreeTrainers Untuned = new();

    private readonly ITrainers _classifier;
    private readonly ITrainers _regression;

    public AutoMlLearner()
        : this(Untuned, Untuned)
    {
    }

    private AutoMlLearner(ITrainers classifier, ITrainers regression) => (_classifier, _regression) = (classifier, regression);

    public string Name => MLNetLearnerNames.AutoMl;

    public LearnResult Learn(
        GradientBoostingOptions options,
        TrainingData training,
        TrainingData? validation = null,
        IProgress<BoostingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var trainers = options.Objective switch { LogisticObjective => _classifier, SquaredErrorObjective => _regression, _ => Untuned };
        var settled = trainers is SweptTrainers;
        var result = new MLNetLearner(Name, trainers)
            .Learn(settled ? options with { EarlyStoppingRounds = null } : options, training, validation, progress, cancellationToken);
        if (!settled) return result;
        var count = result.Ensemble.Trees.Count;
        return result with { ValidationLosses = [.. result.ValidationLosses.TakeLast(1)], BestRound = count };
    }

    public (ITreeLearner Learner, string Settings) Tune(
        IObjective objective, TrainingData training, TrainingData validation, TimeSpan budget, int seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(budget, TimeSpan.Zero);
        if (objective is not (LogisticObjective or SquaredErrorObjective)) return (this, "FastTreeTweedie, not tuned");
        var context = new MLContext(seed);
        var layout = SlotLayout.For(training.Features);
        var fill = MLNetLearner.MissingValueFill(context, layout);
        var pipeline = objective is LogisticObjective ? Classifiers(context) : Regressions(context);
        var experiment = context.Auto().CreateExperiment(new AutoMLExperiment.AutoMLExperimentSettings { Seed = seed })
            .SetPipeline(pipeline)
            .SetDataset(fill.Transform(SlotData.Of(context, layout, training)), fill.Transform(SlotData.Of(context, layout, validation)))
            .SetTrainingTimeInSeconds((uint)Math.Max(1, budget.TotalSeconds));
        experiment = objective is LogisticObjective
            ? experiment.SetBinaryClassificationMetric(BinaryClassificationMetric.AreaUnderRocCurve, nameof(SlotRow.Label))
            : experiment.SetRegressionMetric(RegressionMetric.RootMeanSquaredError, nameof(SlotRow.Target));
        var best = experiment.RunAsync(cancellationToken).GetAwaiter().GetResult();
        var settings = best.TrialSettings.Parameter[PipelineSettings];
        var found = new SweptTrainers(pipeline, settings);
        var learner = objective is LogisticObjective ? new AutoMlLearner(found, _regression) : new AutoMlLearner(_classifier, found);
        return (learner, pipeline.ToString(best.TrialSettings.Parameter));
    }

    private static SweepablePipeline Classifiers(MLContext context) => context.Auto().BinaryClassification(
        nameof(SlotRow.Label), nameof(SlotRow.Features), nameof(SlotRow.Weight),
        useLgbm: NativeLibraries.MissingForLightGbm is null, useLbfgsLogisticRegression: false, useSdcaLogisticRegression: false);

    private static SweepablePipeline Regressions(MLContext context) => context.Auto().Regression(
        nameof(SlotRow.Target), nameof(SlotRow.Features), nameof(SlotRow.Weight),
        useLgbm: NativeLibraries.MissingForLightGbm is null, useLbfgsPoissonRegression: false, useSdca: false);
}
