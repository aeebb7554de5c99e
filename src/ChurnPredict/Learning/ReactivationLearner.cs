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
        var tables = SnapshotBuilder.BuildSome(
            source, schema, [earlier.AsOf, later.AsOf], [earlier.Reference, later.Reference],
            churn with { Population = ChurnPopulation.All },
            [everyone => Silent(everyone, earlier), everyone => Silent(everyone, later)],
            options.ThreadCount, null, cancellationToken);
        var (training, judged) = (Rows(tables[0]), Rows(tables[1]));
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

    private static TrainingData Rows(SnapshotTable table) => new(table.Features, table.Churned);

    /// <summary>The customers whom the active customers' table does not have; every n-th where they are very many.</summary>
    private static int[] Silent(int[] everyone, SnapshotTable active)
    {
        var known = new HashSet<int>(active.CustomerIndex);
        var silent = everyone.Where(customer => !known.Contains(customer)).ToArray();
        var stride = Math.Max(1, silent.Length / MostRows);
        return stride == 1 ? silent : [.. silent.Where((_, index) => index % stride == 0)];
    }
}
