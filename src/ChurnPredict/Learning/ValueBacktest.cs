using ChurnPredict.Value;

namespace ChurnPredict.Learning;

/// <summary>Learns value models for the rolling origins, each from windows over by its date, judges them there, and refits.</summary>
internal sealed class ValueBacktest(
    SnapshotSet set, ChurnBacktest backtest, ChurnTrainingResult trained, TrainingOptions options, long firstEventAt)
{
    public ValueBacktestResult Run(CancellationToken cancellationToken)
    {
        var origins = trained.Origins.Select(origin => origin.Table)
            .Where(table => options.JudgesValueAtEveryOrigin || table == backtest.Test).ToArray();
        var models = new ValueModel?[origins.Length + 1];
        var fitted = new FittedHeads();
        new IndependentFits(options.ThreadCount, set.RowsIn(set.Tables.Count), cancellationToken).ForEach(models.Length, (index, threadCount) =>
        {
            var until = index < origins.Length ? set.Tables[origins[index]].AsOf.Date : set.LabelEnd(set.Tables.Count - 1);
            var learner = new ValueLearner(new ValueLearnerOptions { Learner = trained.Chosen.Learner, Method = options.ValueMethod, Seed = options.Seed, ThreadCount = threadCount });
            models[index] = learner.Learn(set.Tables, until, fitted, cancellationToken);
        });
        var accuracies = new Dictionary<int, ValueAccuracy>();
        for (var index = 0; index < origins.Length; index++)
        {
            var isTest = origins[index] == backtest.Test;
            if (models[index] is { } model && ValueEvaluation.Judge(model, set.Tables[origins[index]], options.Seed, options.ThreadCount, isTest ? ValueEvaluation.TestReplicates : ValueEvaluation.OtherReplicates) is { } accuracy)
                accuracies[origins[index]] = isTest ? accuracy : accuracy with { Deciles = [] };
        }

        return new ValueBacktestResult(models[^2], models[^1], accuracies, ValueEvaluation.PastRate(set.Tables[backtest.Test], firstEventAt, options.Seed));
    }
}
