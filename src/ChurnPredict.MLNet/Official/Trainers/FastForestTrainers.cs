using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>FastForest: averaged trees on sampled rows. A mean of amounts has no logarithmic link, so amounts are FastTreeTweedie's.</summary>
internal sealed class FastForestTrainers : ITrainers
{
    /// <summary>Share of the rows a tree when options name none: a forest's trees must differ.</summary>
    private const double RowsPerTree = 0.7;

    public string? MissingLibrary => NativeLibraries.MissingForFastTree;

    public IEstimator<ITransformer> For(MLContext context, GradientBoostingOptions options) => options.Objective switch
    {
        LogisticObjective => context.BinaryClassification.Trainers.FastForest(Sampled(new FastForestBinaryTrainer.Options(), options)),
        SquaredErrorObjective => context.Regression.Trainers.FastForest(
            Sampled(new FastForestRegressionTrainer.Options { LabelColumnName = nameof(SlotRow.Target) }, options)),
        _ => FastTreeTrainers.Tweedie(context, options),
    };

    private static T Sampled<T>(T trainer, GradientBoostingOptions options)
        where T : FastForestOptionsBase
    {
        ForestOptions.Set(trainer, options);
        trainer.BaggingSize = 1;
        trainer.BaggingExampleFraction = Math.Min(trainer.BaggingExampleFraction, RowsPerTree);
        return trainer;
    }
}
