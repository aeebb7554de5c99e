using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>
/// Learns, for customers who are already silent, whether they stay so: the same trees on the customers that the churn model leaves out,
/// calibrated on a later snapshot. Its complement is the probability that a win-back is not even needed.
/// </summary>
internal sealed class ReactivationLearner
{
    private const int FewestRows = 200;
    private const int FewestOfAClass = 20;
    private const int MostRows = 100_000;

    private readonly Base _earlier;
    private readonly Base _later;
    private readonly ChosenLearner _chosen;
    private readonly int _threadCount;

    private ReactivationLearner(Base earlier, Base later, ChosenLearner chosen, int threadCount) =>
        (_earlier, _later, _chosen, _threadCount) = (earlier, later, chosen, threadCount);

    /// <summary>Notes who was active at the dates that it learns from and is judged on; the snapshots' rows are not kept.</summary>
    /// <returns>null when the population is everyone or churn is a cancellation.</returns>
    public static ReactivationLearner? For(SnapshotSet set, ChurnBacktest backtest, ChurnDefinition churn, ChosenLearner chosen, TrainingOptions options) =>
        churn.Population == ChurnPopulation.All || churn.Kind != ChurnKind.Inactivity
            ? null
            : new ReactivationLearner(Base.Of(set.Tables[backtest.TrainableFor(backtest.Test) - 1]), Base.Of(set.Tables[backtest.Test]), chosen, options.ThreadCount);

    /// <returns>null when too few came back to learn from.</returns>
    public ChurnModel? Learn(HistorySource source, FeatureSchema schema, ChurnDefinition churn, CancellationToken cancellationToken)
    {
        var tables = SnapshotBuilder.BuildSome(
            source, schema, [_earlier.AsOf, _later.AsOf], [_earlier.Reference, _later.Reference],
            churn with { Population = ChurnPopulation.All },
            [everyone => Silent(everyone, _earlier), everyone => Silent(everyone, _later)],
            _threadCount, null, cancellationToken);
        var (training, judged) = (Rows(tables[0]), Rows(tables[1]));
        if (!IsEnough(training) || !IsEnough(judged)) return null;
        var ensemble = _chosen.Learner.Learn(
            _chosen.Options with { Rounds = Math.Min(_chosen.Options.Rounds, 100), ThreadCount = _threadCount }, training, null, null, cancellationToken).Ensemble;
        return new ChurnModel(
            ensemble, CalibrationLearner.Fit(CalibrationMethod.Platt, ensemble.RawScores(judged.Features, _threadCount), judged.Labels));
    }

    private static bool IsEnough(TrainingData rows)
    {
        var stayedAway = rows.Labels.AsSpan().Count(1f);
        return rows.Labels.Length >= FewestRows && stayedAway >= FewestOfAClass && rows.Labels.Length - stayedAway >= FewestOfAClass;
    }

    private static TrainingData Rows(SnapshotTable table) => new(table.Features, table.Churned);

    /// <summary>The customers who are not among the active ones; every n-th where they are very many.</summary>
    private static int[] Silent(int[] everyone, Base active)
    {
        var known = new HashSet<int>(active.Population);
        var silent = everyone.Where(customer => !known.Contains(customer)).ToArray();
        var stride = Math.Max(1, silent.Length / MostRows);
        return stride == 1 ? silent : [.. silent.Where((_, index) => index % stride == 0)];
    }

    /// <summary>A snapshot without its rows.</summary>
    private sealed record Base(AsOfDate AsOf, FeatureReference Reference, int[] Population)
    {
        public static Base Of(SnapshotTable table) => new(table.AsOf, table.Reference, table.Population);
    }
}
