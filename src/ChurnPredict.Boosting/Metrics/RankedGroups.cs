namespace ChurnPredict.Boosting;

/// <summary>Rows in groups of equal score, highest first, each as the weight of its positives and of its negatives.</summary>
internal static class RankedGroups
{
    public static List<(double Positives, double Negatives)> HighestFirst(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> scores, ReadOnlySpan<float> weights)
    {
        Metric.ThrowIfLengthsDiffer(labels, scores, weights);
        var sorted = scores.ToArray();
        var order = new int[sorted.Length];
        for (var row = 0; row < order.Length; row++) order[row] = row;
        Array.Sort(sorted, order);
        if (sorted.Length > 0 && double.IsNaN(sorted[0]))
            throw new ArgumentException($"score of row {order[0]} is NaN; expected a number");

        var groups = new List<(double, double)>();
        for (var last = sorted.Length - 1; last >= 0;)
        {
            var (score, positives, negatives) = (sorted[last], 0.0, 0.0);
            for (; last >= 0 && sorted[last] == score; last--)
            {
                var weight = weights.IsEmpty ? 1.0 : weights[order[last]];
                if (labels[order[last]] > 0) positives += weight;
                else negatives += weight;
            }

            groups.Add((positives, negatives));
        }

        return groups;
    }
}
