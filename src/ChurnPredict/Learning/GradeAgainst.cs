using ChurnPredict.Boosting;

namespace ChurnPredict.Learning;

/// <summary>Grades a model against the best of its baselines by the paired difference in log-loss.</summary>
internal static class GradeAgainst
{
    public static Grade Best(
        float[] labels, double[] probabilities, IReadOnlyDictionary<string, double[]> baselines, IReadOnlyList<string> leaks, int seed)
    {
        var own = Metric.LogLoss(labels, probabilities);
        if (baselines.Count == 0) return new Grade('B', "the history has no purchases, so there is no baseline to compare with");
        var best = baselines.MinBy(baseline => Metric.LogLoss(labels, baseline.Value));
        var differences = new double[labels.Length];
        for (var row = 0; row < labels.Length; row++)
            differences[row] = ChurnEvaluation.RowLogLoss(labels[row], probabilities[row]) - ChurnEvaluation.RowLogLoss(labels[row], best.Value[row]);
        var interval = Bootstrap.OfMean(differences, Bootstrap.ReplicatesFor(labels.Length), seed);
        return Grade.Of(own, best.Key, Metric.LogLoss(labels, best.Value), interval, OfBaseRate(labels), leaks);
    }

    private static double OfBaseRate(float[] labels)
    {
        var rate = labels.Average(label => (double)label);
        return rate is 0 or 1 ? 0 : -(rate * Math.Log(rate)) - ((1 - rate) * Math.Log(1 - rate));
    }

    public static string LeakWarning(string feature) => $"{feature} alone ranks churners almost perfectly: it probably gives the label away";
}
