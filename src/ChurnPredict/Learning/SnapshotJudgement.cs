using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>The report of a model on one snapshot, with baselines fitted to rows that the model could have learned from.</summary>
/// <param name="model">The model.</param>
/// <param name="judged">Its ensemble that did not see the snapshot's labels.</param>
/// <param name="ensemble">The name of that.</param>
/// <param name="earlier">What the baselines learn from.</param>
/// <param name="test">The snapshot.</param>
/// <param name="difference">In what the history differs from the training's, whose rolling origins say nothing of it then; null = it does not.</param>
/// <param name="firstEventAt">Since when the history is observed, microseconds UTC.</param>
/// <param name="threadCount">Threads, 1 or more.</param>
internal sealed class SnapshotJudgement(
    TrainedModel model, ChurnModel judged, string ensemble, TrainingData earlier, SnapshotTable test, string? difference, long firstEventAt, int threadCount)
{
    public EvaluationReport Report()
    {
        var labels = test.Churned;
        ThrowIfOneClass(labels);
        var probabilities = judged.Probabilities(test.Features, threadCount);
        var baselines = new NaiveBaselines(earlier).Predict(test.Features);
        var leaks = LabelLeak.Find(test.Features, labels, model.Manifest.Churn.Kind);
        var churn = new ChurnEvaluation(labels, probabilities).WithIntervals(Bootstrap.ReplicatesFor(labels.Length), model.Manifest.Seed);
        var value = Value();
        return new EvaluationReport
        {
            Customers = labels.Length,
            TestSnapshot = test.AsOf.Date,
            ChurnRate = labels.Average(label => (double)label),
            Ensemble = ensemble,
            Churn = churn,
            Value = value,
            Baselines = ValueEvaluation.WithPastRate(
                baselines.ToDictionary(
                    baseline => baseline.Key,
                    baseline => new BaselineMetrics(new ChurnEvaluation(labels, baseline.Value).WithIntervals(0, model.Manifest.Seed))),
                ValueEvaluation.PastRate(test, firstEventAt, model.Manifest.Seed, threadCount)),
            Origins = Origins(labels, churn, value),
            Grade = GradeAgainst.Best(labels, probabilities, baselines, leaks, model.Manifest.Seed),
            IsOneSnapshot = model.Manifest.Evaluation.IsOneSnapshot,
            Warnings = [.. leaks.Select(GradeAgainst.LeakWarning), .. HistoryWarnings()],
            BaseRateDrift = difference is null ? model.Manifest.Evaluation.BaseRateDrift : null,
        };
    }

    private IEnumerable<string> HistoryWarnings()
    {
        if (model.Manifest.Evaluation.IsOneSnapshot) yield return EvaluationReport.OneSnapshotWarning;
        if (difference is not null) yield return $"this is not the history of the training, whose rolling origins are left out: {difference}";
    }

    /// <summary>The origins of the training, whose models are gone, as they were judged then; and this snapshot.</summary>
    private OriginEvaluation[] Origins(float[] labels, ChurnMetrics churn, ValueAccuracy? value) =>
    [
        .. TrainingOrigins.Where(origin => model.Manifest.Evaluation.IsOneSnapshot ? origin.ChosenOn : origin.TestSnapshot != test.AsOf.Date),
        new OriginEvaluation
        {
            TestSnapshot = test.AsOf.Date,
            Customers = labels.Length,
            ChurnRate = labels.Average(label => (double)label),
            TrainingRows = model.Manifest.Snapshots.Where(snapshot => ensemble == "final" ? !snapshot.IsUnfinished : snapshot.InBacktestTraining).Sum(snapshot => snapshot.Customers),
            ChosenOn = false,
            Churn = churn,
            Value = value,
        },
    ];

    private IReadOnlyList<OriginEvaluation> TrainingOrigins => difference is null ? model.Manifest.Evaluation.Origins : [];

    private ValueAccuracy? Value() => (ensemble == "final" ? model.FinalValue : model.BacktestValue) is { } value
        ? ValueEvaluation.Judge(value, test, model.Manifest.Seed, threadCount)
        : null;

    private void ThrowIfOneClass(float[] labels)
    {
        var churned = labels.AsSpan().Count(1f);
        if (churned > 0 && churned < labels.Length) return;
        throw new InvalidCustomerDataException(
            $"snapshot {test.AsOf.Date:yyyy-MM-dd}: found {churned} churned among {labels.Length} customers, expected some of either class");
    }
}
