using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>
/// Learns, for customers who are already silent, whether they stay so: the same trees on the customers that the churn model leaves out,
/// calibrated on a later snapshot. Its complement is the probability that a win-back is not even needed.
/// </summary>
internal sealed class ReactivationLearner(TrainingOptions options)
{
    private const int FewestRows = 200;
    private const int FewestOfAClass = 20;
    private const int MostRows = 100_000;

    /// <returns>null when the population is everyone, churn is a cancellation, or too few came back to learn from.</returns>
    public ChurnModel? Learn(
        HistorySource source,
        FeatureSchema schema,
        SnapshotSet set,
        ChurnBacktest backtest,
        ChurnDefinition churn,
        ChosenLearner chosen,
        CancellationToken cancellationToken)
    {
        if (churn.Population == ChurnPopulation.All || churn.Kind != ChurnKind.Inactivity) return null;
        var earlier = set.Tables[backtest.TrainableFor(backtest.Test) - 1];
        var later = set.Tables[backtest.Test];
        var all = SnapshotBuilder.Build(
            source, schema, [earlier.AsOf, later.AsOf], [earlier.Reference, later.Reference],
            churn with { Population = ChurnPopulation.All }, options.ThreadCount, cancellationToken: cancellationToken);
        var (training, judged) = (Silent(all[0], earlier), Silent(all[1], later));
        if (!IsEnough(training) || !IsEnough(judged)) return null;
        var ensemble = chosen.Learner.Learn(
            chosen.Options with { Rounds = Math.Min(chosen.Options.Rounds, 100), ThreadCount = options.ThreadCount }, training, null, null, cancellationToken).Ensemble;
        var rawLogOdds = new double[judged.Labels.Length];
        ensemble.RawScoreBatch(judged.Features, rawLogOdds, options.ThreadCount);
        return new ChurnModel(ensemble, CalibrationLearner.Fit(CalibrationMethod.Platt, rawLogOdds, judged.Labels));
    }

    private static bool IsEnough(TrainingData rows)
    {
        var stayedAway = rows.Labels.AsSpan().Count(1f);
        return rows.Labels.Length >= FewestRows && stayedAway >= FewestOfAClass && rows.Labels.Length - stayedAway >= FewestOfAClass;
    }

    /// <summary>The rows of everyone's table that the active customers' table does not have.</summary>
    private static TrainingData Silent(SnapshotTable everyone, SnapshotTable active)
    {
        var known = new HashSet<int>(active.CustomerIndex);
        var rows = Enumerable.Range(0, everyone.CustomerIndex.Length).Where(row => !known.Contains(everyone.CustomerIndex[row])).ToArray();
        var stride = Math.Max(1, rows.Length / MostRows);
        rows = [.. rows.Where((_, index) => index % stride == 0)];
        var width = everyone.Features.FeatureCount;
        var values = new float[(long)rows.Length * width];
        for (var index = 0; index < rows.Length; index++) everyone.Features.Row(rows[index]).CopyTo(values.AsSpan(index * width, width));
        return new TrainingData(
            new FeatureMatrix(values, rows.Length, width, everyone.Features.Features), Array.ConvertAll(rows, row => everyone.Churned[row]));
    }
}
