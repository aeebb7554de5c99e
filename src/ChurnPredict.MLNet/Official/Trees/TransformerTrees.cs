using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>Finds the trees in what ML.NET fitted, and the calibrator behind them.</summary>
internal static class TransformerTrees
{
    /// <exception cref="ArgumentException">There are none.</exception>
    public static FittedTrees Of(ITransformer fitted)
    {
        FittedTrees? found = null;
        foreach (var part in Flat(fitted).OfType<IPredictionTransformer<object>>())
        {
            found = part.Model switch
            {
                CalibratedModelParametersBase calibrated => Calibrated(TreesOf(calibrated.SubModel), calibrated.Calibrator),
                PlattCalibrator platt => Calibrated(found, platt),
                var model => TreesOf(model),
            };
        }

        return found ?? throw new ArgumentException($"no trees in {fitted.GetType().Name}; expected a tree trainer's model", nameof(fitted));
    }

    private static IEnumerable<ITransformer> Flat(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flat) : [transformer];

    private static FittedTrees? Calibrated(FittedTrees? trees, object calibrator) => trees is null || calibrator is not PlattCalibrator platt
        ? trees
        : trees with { Slope = -platt.Slope, Offset = -platt.Offset, IsCalibrated = true };

    private static FittedTrees? TreesOf(object model) => model switch
    {
        TreeEnsembleModelParametersBasedOnRegressionTree boosted => new FittedTrees
        {
            Trees = boosted.TrainedTreeEnsemble.Trees,
            Weights = boosted.TrainedTreeEnsemble.TreeWeights,
            Bias = boosted.TrainedTreeEnsemble.Bias,
        },
        FastForestRegressionModelParameters forest => Averaged(forest.TrainedTreeEnsemble, 1.0 / forest.TrainedTreeEnsemble.Trees.Count),
        TreeEnsembleModelParametersBasedOnQuantileRegressionTree forest => Averaged(forest.TrainedTreeEnsemble, 1),
        _ => null,
    };

    private static FittedTrees Averaged(QuantileRegressionTreeEnsemble ensemble, double share) => new()
    {
        Trees = ensemble.Trees,
        Weights = [.. ensemble.TreeWeights.Select(weight => weight * share)],
        Bias = ensemble.Bias * share,
        Averages = true,
    };
}
