using ChurnPredict.Boosting;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Learning;

/// <summary>
/// Learns value models for the rolling origins, each from windows over by its date, judges them there, and refits. What they are judged on
/// are the snapshots of churn; what they learn from may be others, see <see cref="TrainingPlan.ForValue"/>.
/// </summary>
internal sealed class ValueBacktest(
    SnapshotSet set,
    IReadOnlyList<SnapshotTable> valued,
    ChurnBacktest backtest,
    ChurnTrainingResult trained,
    TrainingOptions options,
    long firstEventAt,
    IProgress<TrainingProgress>? progress)
{
    /// <summary>What <see cref="TrainingProgress"/> calls this.</summary>
    public const string Stage = "value";

    public ValueBacktestResult Run(CancellationToken cancellationToken)
    {
        var origins = trained.Origins.Select(origin => origin.Table)
            .Where(table => options.JudgesValueAtEveryOrigin || table == backtest.Test).ToArray();
        var models = new ValueModel?[origins.Length + 1];
        var fitted = new FittedHeads(progress is null ? null : new RoundsDone(progress, RoundsOf([.. Enumerable.Range(0, models.Length).Select(Until)])));

        // The latest first: of what it fits the earlier ones share most.
        for (var index = models.Length - 1; index >= 0; index--) models[index] = Learner(options.ThreadCount).Learn(valued, Until(index), fitted, cancellationToken);
        var accuracies = new Dictionary<int, ValueAccuracy>();
        for (var index = 0; index < origins.Length; index++)
        {
            var isTest = origins[index] == backtest.Test;
            if (models[index] is { } model && ValueEvaluation.Judge(model, set.Tables[origins[index]], options.Seed, options.ThreadCount, isTest ? ValueEvaluation.TestReplicates : ValueEvaluation.OtherReplicates) is { } accuracy)
                accuracies[origins[index]] = isTest ? accuracy : accuracy with { Deciles = [] };
        }

        return new ValueBacktestResult(models[^2], models[^1], accuracies, ValueEvaluation.PastRate(set.Tables[backtest.Test], firstEventAt, options.Seed, options.ThreadCount));

        DateOnly Until(int index) => index < origins.Length ? set.Tables[origins[index]].AsOf.Date : set.LabelEnd(set.Tables.Count - 1);
    }

    private ValueLearner Learner(int threadCount) =>
        new(new ValueLearnerOptions { Learner = trained.Chosen.Learner, Method = options.ValueMethod, Seed = options.Seed, ThreadCount = threadCount, OriginSpacingDays = ReferenceEquals(valued, set.Tables) ? 1 : set.HorizonDays });

    /// <summary>Rounds of boosting that models of some dates take together, parts that they share counted once.</summary>
    private int RoundsOf(DateOnly[] dates) =>
        ValueHeadsLearner.Ensembles * dates.SelectMany(date => Learner(1).FitsFor(valued, date)).Distinct().Sum(fit => fit.Rounds);

    private sealed class RoundsDone(IProgress<TrainingProgress> progress, int rounds) : IProgress<BoostingProgress>
    {
        private int _done;

        public void Report(BoostingProgress value) =>
            progress.Report(new TrainingProgress(Stage, Math.Min(1, (double)Interlocked.Increment(ref _done) / rounds)));
    }
}
