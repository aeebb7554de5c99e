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
    /// <exception cref="InvalidCustomerDataException">No snapshot of the history can be judged honestly.</exception>
    public static EvaluationReport Run(
        HistorySource source, TrainedModel model, int threadCount, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(model);
        var churn = model.Manifest.Churn;
        var date = source.DayAfterLastEvent.Date.AddDays(-churn.HorizonDays);
        var (judged, name, sawLater) = model.ForJudging(date);
        if (sawLater)
        {
            var end = model.Manifest.Snapshots.Where(snapshot => snapshot.InBacktestTraining).Max(snapshot => snapshot.LabelEnd);
            throw new InvalidCustomerDataException(
                $"history: the last date with known labels is {date:yyyy-MM-dd}, but the model learned from labels up to {end:yyyy-MM-dd}; "
                + "expected a history that reaches as far as the one the model was trained on");
        }

        // A snapshot one horizon earlier carries labels that ended by the date: the baselines learn from it what the model could have.
        var dates = new[] { source.TimeAxis.AsOf(date.AddDays(-churn.HorizonDays)), source.TimeAxis.AsOf(date) };
        var tables = SnapshotBuilder.Build(source, model.Schema, dates, churn, threadCount, progress, cancellationToken);
        return new SnapshotJudgement(model, judged, name, tables[0], tables[1], source.FirstEventAt, threadCount).Report();
    }
}
