using ChurnPredict.Boosting;

namespace ChurnPredict.Benchmarks;

/// <summary>AUC and log-loss by fold, as the accuracy script reads them.</summary>
internal sealed class FoldScores(string peer)
{
    private readonly List<double> _aucs = [];
    private readonly List<double> _logLosses = [];

    public object Summary => new { peer, auc = _aucs.Average(), log_loss = _logLosses.Average(), folds_auc = _aucs, folds_log_loss = _logLosses };

    public void Add(TrainingData test, TreeEnsemble ensemble)
    {
        var probabilities = new double[test.Labels.Length];
        ensemble.PredictBatch(test.Features, probabilities);
        _aucs.Add(Metric.Auc(test.Labels, probabilities));
        _logLosses.Add(Metric.LogLoss(test.Labels, probabilities));
    }
}
