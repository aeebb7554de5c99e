using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace ChurnPredict.MLNet;

/// <summary>LightGBM, made to give the same trees on any number of threads. ML.NET offers none of its losses for amounts, so they are
/// FastTreeTweedie's.</summary>
internal sealed class LightGbmTrainers : ITrainers
{
    public string? MissingLibrary => NativeLibraries.MissingForLightGbm;

    public IEstimator<ITransformer> For(MLContext context, GradientBoostingOptions options) => options.Objective switch
    {
        LogisticObjective => context.BinaryClassification.Trainers.LightGbm(Classifier(options)),
        SquaredErrorObjective => context.Regression.Trainers.LightGbm(Regression(options)),
        _ => FastTreeTrainers.Tweedie(context, options),
    };

    private static LightGbmBinaryTrainer.Options Classifier(GradientBoostingOptions options)
    {
        // With ML.NET's own 0.5 hessians are a quarter of ours, and penalties count four times.
        var trainer = new LightGbmBinaryTrainer.Options { Sigmoid = 1 };
        Set(trainer, options);
        return trainer;
    }

    private static LightGbmRegressionTrainer.Options Regression(GradientBoostingOptions options)
    {
        var trainer = new LightGbmRegressionTrainer.Options { LabelColumnName = nameof(SlotRow.Target) };
        Set(trainer, options);
        return trainer;
    }

    private static void Set<TOptions, TOutput, TTransformer, TModel>(
        LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase trainer, GradientBoostingOptions options)
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        trainer.FeatureColumnName = nameof(SlotRow.Features);
        trainer.ExampleWeightColumnName = nameof(SlotRow.Weight);
        trainer.NumberOfIterations = options.Rounds;
        trainer.LearningRate = options.LearningRate;
        trainer.NumberOfLeaves = options.MaximumLeaves;
        trainer.MinimumExampleCountPerLeaf = options.MinimumLeafRows;
        trainer.MaximumBinCountPerFeature = options.MaximumBins;
        trainer.HandleMissingValue = false;
        trainer.Seed = options.Seed;
        trainer.NumberOfThreads = options.ThreadCount;
        trainer.Deterministic = true;
        trainer.ForceColumnWise = true;
        trainer.Booster = BoosterOf(options);
    }

    private static GradientBooster.Options BoosterOf(GradientBoostingOptions options)
    {
        var rows = options.RowSampling.TopFraction + options.RowSampling.RandomFraction;
        return new GradientBooster.Options
        {
            L1Regularization = options.L1,
            L2Regularization = options.L2,
            MinimumSplitGain = options.MinimumGain,
            MinimumChildWeight = options.MinimumLeafHessian,
            MaximumTreeDepth = options.MaximumDepth ?? 0,
            FeatureFraction = options.FeatureFraction,
            SubsampleFraction = Math.Min(1, rows),
            SubsampleFrequency = rows < 1 ? 1 : 0,
        };
    }
}
