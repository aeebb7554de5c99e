using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Raw scores of rows as an array of their own.</summary>
internal static class RawScoring
{
    /// <summary>One a row: log-odds of a churn ensemble, before calibration.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="threadCount">Threads, 1 or more; the scores do not depend on it.</param>
    public static double[] RawScores(this TreeEnsemble ensemble, FeatureMatrix rows, int threadCount = 1)
    {
        var scores = new double[rows.RowCount];
        ensemble.RawScoreBatch(rows, scores, threadCount);
        return scores;
    }
}
