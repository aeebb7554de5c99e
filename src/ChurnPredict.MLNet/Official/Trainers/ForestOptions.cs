using ChurnPredict.Boosting;
using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>Options that FastTree and FastForest share.</summary>
internal static class ForestOptions
{
    /// <summary>With one, FastTree hands every feature of every node to the thread pool and waits for it; with two, the thread that
    /// fits does most of them itself. Fits that run side by side took several times as long with one.</summary>
    private const int FewestThreads = 2;

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
        trainer.NumberOfThreads = options.ThreadCount is { } count ? Math.Max(FewestThreads, count) : null;
        var rows = options.RowSampling.TopFraction + options.RowSampling.RandomFraction;
        trainer.BaggingSize = rows < 1 ? 1 : 0;
        trainer.BaggingExampleFraction = rows;
    }
}
