using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>The loss on later rows after each tree, which ML.NET does not tell for them.</summary>
internal static class ValidationCurve
{
    public static double[] Of(TreeEnsemble ensemble, FittedTrees fitted, IObjective objective, TrainingData validation)
    {
        var sums = new double[validation.Features.RowCount];
        var losses = new double[ensemble.Trees.Count];
        for (var tree = 0; tree < losses.Length; tree++)
        {
            var scale = fitted.Averages ? (double)losses.Length / (tree + 1) : 1;
            var (loss, total) = (0.0, 0.0);
            for (var row = 0; row < sums.Length; row++)
            {
                sums[row] += ensemble.Trees[tree].Leaves[ensemble.LeafIndex(tree, validation.Features.Row(row))].Value;
                var weight = validation.Weights?[row] ?? 1;
                loss += weight * objective.Loss(validation.Labels[row], ensemble.BaseScore + (scale * sums[row]));
                total += weight;
            }

            losses[tree] = loss / total;
        }

        return losses;
    }

    /// <summary>Trees at which the loss is lowest, the first of equals.</summary>
    public static int BestRound(double[] losses) => Array.IndexOf(losses, losses.Min()) + 1;
}
