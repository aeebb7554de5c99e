using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>Compares two models on the same snapshot.</summary>
public static class ModelComparison
{
    /// <summary>The paired 95 % interval of challenger minus champion in log-loss per customer, on the challenger's test snapshot. Both
    /// are judged by the ensemble that did not see it: the backtest ensemble wherever its labels end before that date.</summary>
    /// <param name="source">The history.</param>
    /// <param name="champion">The model in use.</param>
    /// <param name="challenger">The new model.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    public static MetricInterval LogLossDifference(HistorySource source, TrainedModel champion, TrainedModel challenger, int threadCount)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(challenger);
        var asOf = source.TimeAxis.AsOf(challenger.Manifest.Evaluation.TestSnapshot);
        var (labels, own) = Judge(source, challenger, asOf, challenger.Manifest.Churn, threadCount);
        var (_, other) = Judge(source, champion, asOf, challenger.Manifest.Churn, threadCount);
        var differences = new double[labels.Length];
        for (var row = 0; row < labels.Length; row++)
            differences[row] = ChurnEvaluation.RowLogLoss(labels[row], own[row]) - ChurnEvaluation.RowLogLoss(labels[row], other[row]);
        return Bootstrap.OfMean(differences, Bootstrap.ReplicatesFor(labels.Length), challenger.Manifest.Seed);
    }

    private static (float[] Labels, double[] Probabilities) Judge(
        HistorySource source, TrainedModel model, AsOfDate asOf, ChurnDefinition churn, int threadCount)
    {
        var table = SnapshotBuilder.Build(source, model.Schema, [asOf], churn, threadCount)[0];
        if (churn.Kind == ChurnKind.Label)
        {
            var held = SnapshotFolds.Split(source, table)[^1];
            return (held.Churned, model.Backtest.Probabilities(held.Features, threadCount));
        }

        return (table.Churned, model.ForJudging(asOf.Date).Model.Probabilities(table.Features, threadCount));
    }
}
