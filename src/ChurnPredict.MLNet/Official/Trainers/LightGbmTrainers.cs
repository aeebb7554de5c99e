using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace ChurnPredict.MLNet;

/// <summary>LightGBM, made to give the same trees on any number of threads. ML.NET offers none of its losses for amounts, so they are
/// FastTreeTweedie's.</summary>
internal sealed class LightGbmTrainers : ITrainers
{
    public IEstimator<ITransformer> For(MLContext context, GradientBoostingOptions options) => options.Objective switch
    {
        LogisticObjective => context.BinaryClassification.Trainers.LightGbm(Classifier(options)),
        SquaredErrorObjective => context.Regression.Trainers.LightGbm(Regression(options)),
        _ => FastTreeTrainers.Tweedie(context, options),
    };

    private static LightGbmBinaryTrainer.Options Classifier(GradientBoostingOptions options) => new()
    {
        FeatureColumnName = nameof(SlotRow.Features),
        ExampleWeightColumnName = nameof(SlotRow.Weight),
        NumberOfIterations = options.Rounds,
        LearningRate = options.LearningRate,
        NumberOfLeaves = options.MaximumLeaves,
        MinimumExampleCountPerLeaf = options.MinimumLeafRows,
        MaximumBinCountPerFeature = options.MaximumBins,
        HandleMissingValue = false,
        Seed = options.Seed,
        NumberOfThreads = options.ThreadCount,
        Deterministic = true,
        ForceColumnWise = true,
        Booster = BoosterOf(options),
    };

    private static LightGbmRegressionTrainer.Options Regression(GradientBoostingOptions options) => new()
    {
        FeatureColumnName = nameof(SlotRow.Features),
        LabelColumnName = nameof(SlotRow.Target),
        ExampleWeightColumnName = nameof(SlotRow.Weight),
        NumberOfIterations = options.Rounds,
        LearningRate = options.LearningRate,
        NumberOfLeaves = options.MaximumLeaves,
        MinimumExampleCountPerLeaf = options.MinimumLeafRows,
        MaximumBinCountPerFeature = options.MaximumBins,
        HandleMissingValue = false,
        Seed = options.Seed,
        NumberOfThreads = options.ThreadCount,
        Deterministic = true,
        ForceColumnWise = true,
        Booster = BoosterOf(options),
    };

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
