using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>FastTree: classification, regression, and Tweedie for amounts.</summary>
internal sealed class FastTreeTrainers : ITrainers
{
    public string? MissingLibrary => NativeLibraries.MissingForFastTree;

    public IEstimator<ITransformer> For(MLContext context, GradientBoostingOptions options) => options.Objective switch
    {
        LogisticObjective => context.BinaryClassification.Trainers.FastTree(Common(new FastTreeBinaryTrainer.Options(), options)),
        SquaredErrorObjective => context.Regression.Trainers.FastTree(Common(new FastTreeRegressionTrainer.Options { LabelColumnName = nameof(SlotRow.Target) }, options)),
        _ => Tweedie(context, options),
    };

    /// <summary>For amounts, whichever learner was asked for.</summary>
    public static IEstimator<ITransformer> Tweedie(MLContext context, GradientBoostingOptions options)
    {
        var index = Amounts.TweedieIndex(options.Objective)
            ?? throw new ArgumentException($"the objective {options.Objective.GetType().Name} is not ML.NET's; expected logistic, squared error, Poisson, gamma or Tweedie");
        return context.Regression.Trainers.FastTreeTweedie(
            Common(new FastTreeTweedieTrainer.Options { LabelColumnName = nameof(SlotRow.Target), Index = index }, options));
    }

    private static T Common<T>(T trainer, GradientBoostingOptions options)
        where T : BoostedTreeOptions
    {
        ForestOptions.Set(trainer, options);
        trainer.LearningRate = options.LearningRate;
        return trainer;
    }
}
