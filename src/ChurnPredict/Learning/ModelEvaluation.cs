using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>Judges a finished model on a history: on the last snapshot whose labels are over, by the ensemble that did not see them.</summary>
public static class ModelEvaluation
{
    /// <summary>Evaluates.</summary>
    /// <param name="source">The history; may reach further than the one trained on.</param>
    /// <param name="model">The model.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    /// <param name="progress">Told of progress, 0 to 1; null = nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidCustomerDataException">No snapshot of the history can be judged honestly, there is nothing to fit the
    /// baselines to, or its kind of churn or currency is not the model's.</exception>
    public static EvaluationReport Run(
        HistorySource source, TrainedModel model, int threadCount, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(model);
        model.Manifest.ThrowIfMismatched(source.Description);
        var churn = model.Manifest.Churn;
        if (churn.Kind == ChurnKind.Label) return RunOnFolds(source, model, threadCount, progress, cancellationToken);
        var date = source.DayAfterLastEvent.Date.AddDays(-churn.HorizonDays);
        var (judged, name, sawLater) = model.ForJudging(date);
        if (sawLater)
        {
            var end = model.Manifest.BacktestLabelEnd();
            throw new InvalidCustomerDataException(
                $"history: the last date with known labels is {date:yyyy-MM-dd}, but the model learned from labels up to {end:yyyy-MM-dd}; "
                + "expected a history that reaches as far as the one the model was trained on");
        }

        var snapshots = Build(SnapshotsLearned(model.Manifest, name, date));
        if (!snapshots.CanTrain(snapshots.Tables.Count - 1)) snapshots = Build([(date.AddDays(-churn.HorizonDays), null)]);
        if (!snapshots.CanTrain(snapshots.Tables.Count - 1))
        {
            throw new InvalidCustomerDataException(
                $"history: found too few customers with known labels before {date:yyyy-MM-dd} to fit the baselines to, expected at least 20 who churned and 20 who stayed");
        }

        return new SnapshotJudgement(
            model, judged, name, snapshots.First(snapshots.Tables.Count - 1), snapshots.Tables[^1], TrainingHistory.Difference(model.Manifest.Snapshots, snapshots.Tables),
            source.FirstEventAt, threadCount).Report();

        SnapshotSet Build((DateOnly AsOf, int? Rows)[] earlier)
        {
            AsOfDate[] dates = [.. earlier.Select(snapshot => source.TimeAxis.AsOf(snapshot.AsOf)), source.TimeAxis.AsOf(date)];
            var references = FeatureReferenceFitter.Fit(source, model.Schema, dates, churn, threadCount, cancellationToken);
            var choose = earlier.Select(snapshot => (Func<int[], int[]>)(population =>
                SnapshotSample.Choose(population, snapshot.Rows, model.Manifest.Seed, snapshot.AsOf))).Append(everybody => everybody);
            var tables = SnapshotBuilder.BuildSome(source, model.Schema, dates, references, churn, [.. choose], threadCount, progress, cancellationToken);
            return new SnapshotSet(tables, churn, [], model.Manifest.Seed);
        }
    }

    /// <summary>The finished snapshots that the judged ensemble learned from, in samples of about the same size: the baselines learn from
    /// them, so that they come out as in training.</summary>
    private static (DateOnly AsOf, int? Rows)[] SnapshotsLearned(ModelManifest manifest, string ensemble, DateOnly date) =>
    [
        .. manifest.Snapshots
            .Where(snapshot => ensemble == "final" ? !snapshot.IsUnfinished : snapshot.InBacktestTraining)
            .Where(snapshot => snapshot.LabelEnd <= date)
            .Select(snapshot => (snapshot.AsOf, snapshot.SampledCustomers)),
    ];

    /// <summary>Judges on the group of customers that no model of a labelled snapshot learns from.</summary>
    private static EvaluationReport RunOnFolds(
        HistorySource source, TrainedModel model, int threadCount, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var churn = model.Manifest.Churn;
        var asOf = source.TimeAxis.AsOf(churn.LabelAsOf!.Value);
        var table = SnapshotBuilder.Build(source, model.Schema, [asOf], churn, threadCount, progress, cancellationToken)[0];
        var folds = new SnapshotSet(SnapshotFolds.Split(source, table), churn, [], model.Manifest.Seed);
        var test = folds.Tables.Count - 1;
        return new SnapshotJudgement(
            model, model.Backtest, "backtest", folds.First(folds.TrainableFor(test)), folds.Tables[test], TrainingHistory.Difference(model.Manifest.Snapshots, folds.Tables),
            source.FirstEventAt, threadCount).Report();
    }
}
