using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>The report of a model on one snapshot, with baselines fitted to rows that the model could have learned from.</summary>
internal sealed class SnapshotJudgement(
    TrainedModel model, ChurnModel judged, string ensemble, TrainingData earlier, SnapshotTable test, long firstEventAt, int threadCount)
{
    public EvaluationReport Report()
    {
        var labels = test.Churned;
        ThrowIfOneClass(labels);
        var probabilities = judged.Probabilities(test.Features, threadCount);
        var baselines = new NaiveBaselines(earlier).Predict(test.Features);
        var leaks = LabelLeak.Find(test.Features, labels);
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
                ValueEvaluation.PastRate(test, firstEventAt, model.Manifest.Seed)),
            Origins = Origins(labels, churn, value),
            Grade = GradeAgainst.Best(labels, probabilities, baselines, leaks, model.Manifest.Seed),
            IsOneSnapshot = model.Manifest.Evaluation.IsOneSnapshot,
            Warnings = [.. leaks.Select(GradeAgainst.LeakWarning), .. model.Manifest.Evaluation.IsOneSnapshot ? [EvaluationReport.OneSnapshotWarning] : Array.Empty<string>()],
            BaseRateDrift = model.Manifest.Evaluation.BaseRateDrift,
        };
    }

    /// <summary>The origins of the training, whose models are gone, as they were judged then; and this snapshot.</summary>
    private OriginEvaluation[] Origins(float[] labels, ChurnMetrics churn, ValueAccuracy? value) =>
    [
        .. model.Manifest.Evaluation.Origins.Where(origin => model.Manifest.Evaluation.IsOneSnapshot ? origin.ChosenOn : origin.TestSnapshot != test.AsOf.Date),
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
