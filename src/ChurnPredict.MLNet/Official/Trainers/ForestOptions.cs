using ChurnPredict.Boosting;
using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>Options that FastTree and FastForest share.</summary>
internal static class ForestOptions
{
    public static void Set(TreeOptions trainer, GradientBoostingOptions options)
    {
        trainer.FeatureColumnName = nameof(SlotRow.Features);
        trainer.ExampleWeightColumnName = nameof(SlotRow.Weight);
        trainer.NumberOfTrees = options.Rounds;
        trainer.NumberOfLeaves = options.MaximumLeaves;
        trainer.MinimumExampleCountPerLeaf = options.MinimumLeafRows;
        trainer.MaximumBinCountPerFeature = options.MaximumBins;
        trainer.FeatureFraction = options.FeatureFraction;
        trainer.CategoricalSplit = true;
        trainer.Seed = options.Seed;
        trainer.FeatureSelectionSeed = options.Seed;
        trainer.NumberOfThreads = options.ThreadCount;
        var rows = options.RowSampling.TopFraction + options.RowSampling.RandomFraction;
        trainer.BaggingSize = rows < 1 ? 1 : 0;
        trainer.BaggingExampleFraction = rows;
    }
}
